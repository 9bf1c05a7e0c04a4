import { type AddressInfo, createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { probePort } from "../../src/runtime/port-probe.ts";

async function listeningPort(address: string): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

test.each(["127.0.0.1", "0.0.0.0"])("a port on which a program listens at %s is taken", async (address) => {
  expect(await probePort("127.0.0.1", await listeningPort(address))).toBe("taken");
});

test("a port on which nothing listens is free, and stays free after the look", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  expect(await probePort("127.0.0.1", port)).toBe("free");
  expect(await probePort("127.0.0.1", port)).toBe("free");
});
