import { createServer, Server } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { probePort } from "../../src/host/port-probe.ts";
import { listenOnPort, unusedPort } from "../support/listen.ts";

test.each(["127.0.0.1", "0.0.0.0"])("a port on which a program listens at %s is taken", async (address) => {
  expect(await probePort("127.0.0.1", await listenOnPort(createServer(), address))).toBe("taken");
});

test("an address that is none of this machine cannot be used", async () => {
  expect(await probePort("192.0.2.1", 7233)).toBe("forbidden");
});

test("a port that this user may not open is left to the engine", async () => {
  vi.spyOn(Server.prototype, "listen").mockImplementation(function (this: Server) {
    queueMicrotask(() => this.emit("error", Object.assign(new Error("listen EACCES"), { code: "EACCES" })));
    return this;
  });
  onTestFinished(() => void vi.restoreAllMocks());
  expect(await probePort("127.0.0.1", 80)).toBe("free");
});

test("a port on which nothing listens is free, and stays free after the look", async () => {
  const port = await unusedPort();
  expect(await probePort("127.0.0.1", port)).toBe("free");
  expect(await probePort("127.0.0.1", port)).toBe("free");
});
