// cspell:ignore ltnp rootlesskit findstr
import { describe, expect, test } from "vitest";
import { interpretPort, type PortSeen } from "../../../src/doctor/network/ports.ts";
import { foreignContainer } from "../../support/containers.ts";

const free: PortSeen = {
  service: "temporal-postgres",
  setting: "POSTGRES_PORT",
  port: 5433,
  bindAddress: "127.0.0.1",
  platform: "linux",
  answer: "free",
  otherAnswer: "free",
  ours: [],
  container: undefined,
  listeners: [],
  nextFree: 5435,
};
const subject = "5433 temporal-postgres";
const write = "write POSTGRES_PORT=5435 into temporal.env";

test("a free port is well", () => {
  expect(interpretPort(free)).toEqual({ subject, state: "ok", seen: "free on 127.0.0.1 and the other loopback" });
});

test("a port that our own container holds is well", () => {
  expect(interpretPort({ ...free, answer: "taken", ours: ["IPv4"] })).toMatchObject({
    state: "ok",
    seen: "held by this cluster",
  });
});

describe("a taken port is a failure that names", () => {
  test.each([
    [
      "the container and its project",
      { container: foreignContainer("shop-db", { marks: { project: "shop" } }) },
      "container shop-db of the compose project shop",
      `docker stop shop-db, or ${write}`,
    ],
    ["a container of no project", { container: foreignContainer("db") }, "container db", `docker stop db, or ${write}`],
    [
      "the program and its process",
      { listeners: [{ family: "IPv4", port: 5433, userId: 0, pid: 4711, program: "postgres" }] },
      "postgres (PID 4711)",
      `kill 4711, or ${write}`,
    ],
    [
      "the user, where no more can be seen",
      { listeners: [{ family: "IPv4", port: 5433, userId: 0 }] },
      "a program of user root",
      `sudo ss -ltnp 'sport = :5433' names it; end it, or ${write}`,
    ],
    [
      "an engine that is not the one that was asked",
      { listeners: [{ family: "IPv4", port: 5433, pid: 4711, program: "rootlesskit" }] },
      "a container of another engine: rootlesskit (PID 4711)",
      `docker context ls and podman ps show it; stop that container, or ${write}`,
    ],
    ["nobody, where nothing can be seen", {}, "another program", expect.stringContaining("sudo ss -ltnp") as string],
  ] as const)("%s", (_, seen, holder, todo) => {
    expect(interpretPort({ ...free, answer: "taken", ...seen })).toEqual({
      subject,
      state: "failure",
      seen: `taken on 127.0.0.1 by ${holder}`,
      todo,
    });
  });
});

test.each([
  ["darwin", "sudo lsof -nP -iTCP:5433 -sTCP:LISTEN"],
  ["win32", "netstat -ano | findstr :5433"],
])("on %s the way to find an unseen program is %s", (platform, command) => {
  expect(interpretPort({ ...free, platform, answer: "taken" }).todo).toBe(`${command} names it; end it, or ${write}`);
});

test("of two programs on one number, the one of the address that is meant is named", () => {
  const listeners = [
    { family: "IPv6", port: 5433, pid: 6, program: "six" },
    { family: "IPv4", port: 5433, pid: 4, program: "four" },
  ] as const;
  expect(interpretPort({ ...free, answer: "taken", listeners }).seen).toContain("four (PID 4)");
  expect(interpretPort({ ...free, otherAnswer: "taken", listeners }).seen).toContain("six (PID 6)");
});

test.each([
  ["127.0.0.1", "free on 127.0.0.1, but on ::1, to which localhost may lead, there is node (PID 7)"],
  ["::1", "free on ::1, but on 127.0.0.1, to which localhost may lead, there is node (PID 7)"],
])("a program on the other loopback of %s is a warning", (bindAddress, seen) => {
  const listeners = [{ family: "IPv6", port: 5433, pid: 7, program: "node" }] as const;
  expect(interpretPort({ ...free, bindAddress, otherAnswer: "taken", listeners })).toMatchObject({
    state: "warning",
    seen,
    todo: `kill 7, or ${write}`,
  });
});

test("an address of another machine is a failure", () => {
  expect(interpretPort({ ...free, bindAddress: "192.0.2.9", answer: "forbidden" })).toMatchObject({
    state: "failure",
    seen: "192.0.2.9 is no address of this machine",
  });
});

test("without another free port near, none is offered", () => {
  const seen = { ...free, answer: "taken", container: foreignContainer("db"), nextFree: undefined } as const;
  expect(interpretPort(seen).todo).toBe("docker stop db");
});
