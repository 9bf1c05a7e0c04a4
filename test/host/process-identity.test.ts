import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { processIdentity } from "../../src/host/process-identity.ts";

test("a living process keeps its identity", async () => {
  const first = await processIdentity(process.pid);
  expect(first).toBeTruthy();
  await delay(50);
  expect(await processIdentity(process.pid)).toBe(first);
});

test("another process has another identity", async () => {
  const child = spawn("sleep", ["30"]);
  await once(child, "spawn");
  const identity = await processIdentity(child.pid ?? 0);
  expect(identity).toBeTruthy();
  expect(identity).not.toBe(await processIdentity(process.pid));
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(await processIdentity(child.pid ?? 0)).toBeUndefined();
});

test("a process that ended and was not collected yet has none", async () => {
  // The shell becomes a program that never collects the child it had.
  const parent = spawn("sh", ["-c", "sleep 0.1 & echo $!; exec sleep 30"], { stdio: ["ignore", "pipe", "ignore"] });
  const [said] = (await once(parent.stdout, "data")) as [Buffer];
  const pid = Number(said.toString());
  await delay(400);
  expect(await processIdentity(pid)).toBeUndefined();
  expect(() => process.kill(pid, 0)).not.toThrow();
  parent.kill("SIGKILL");
});
