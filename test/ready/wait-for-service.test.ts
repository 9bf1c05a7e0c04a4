import { describe, expect, test } from "vitest";
import type { ProbeFault, ProbeResult } from "../../src/probes/probe.ts";
import { waitForService } from "../../src/ready/wait-for-service.ts";
import { FakeClock } from "../support/fake-clock.ts";

const ready: ProbeResult = { ok: true, summary: "ready", facts: {}, latencyMs: 1 };
const failing = (fault: ProbeFault): ProbeResult => ({ ok: false, fault, message: fault, latencyMs: 1 });

describe("waiting for a service", () => {
  test("returns the moment it is ready", async () => {
    const clock = new FakeClock();
    const readyAtMs = clock.now() + 5_000;
    const ask = async (): Promise<ProbeResult> => (clock.now() >= readyAtMs ? ready : failing("starting"));
    expect(await waitForService(ask, { clock, deadlineMs: clock.now() + 60_000 })).toEqual({
      ready: true,
      result: ready,
    });
    expect(clock.now() - readyAtMs).toBeLessThan(200);
  });

  test.each([
    "refused",
    "starting",
    "timeout",
    "red",
    "not-serving",
    "missing-index",
    "missing-namespace",
    "upstream-unreachable",
    "unexpected",
  ] as const)("asks again after %s, until time is up", async (fault) => {
    const clock = new FakeClock();
    const deadlineMs = clock.now() + 3_000;
    const outcome = await waitForService(async () => failing(fault), { clock, deadlineMs });
    expect(outcome).toEqual({ ready: false, reason: "timeout", result: failing(fault) });
    expect(clock.now()).toBeLessThanOrEqual(deadlineMs);
    expect(clock.now()).toBeGreaterThan(deadlineMs - 200);
  });

  test("asks nothing before the container that shall answer runs", async () => {
    const clock = new FakeClock();
    const beginsAtMs = clock.now() + 1_000;
    const asked: number[] = [];
    const ask = async () => {
      asked.push(clock.now());
      return ready;
    };
    const outcome = await waitForService(ask, { clock, deadlineMs: clock.now() + 60_000, begins: clock.sleep(1_000) });
    expect(outcome).toEqual({ ready: true, result: ready });
    expect(asked).toEqual([beginsAtMs]);
  });

  test("gives up in time when that container is never started", async () => {
    const clock = new FakeClock();
    const deadlineMs = clock.now() + 3_000;
    const begins = new Promise<never>(() => undefined);
    const outcome = await waitForService(async () => ready, { clock, deadlineMs, begins });
    expect(outcome).toMatchObject({
      ready: false,
      reason: "timeout",
      result: { message: "Not asked yet: it waits for what comes before it." },
    });
    expect(clock.now()).toBe(deadlineMs);
  });

  test("ends when it is interrupted, whether or not an answer comes", async () => {
    const interruption = new AbortController();
    const clock = new FakeClock();
    const silent = (): Promise<never> => new Promise(() => undefined);
    const waiting = waitForService(silent, { clock, deadlineMs: clock.now() + 60_000, signal: interruption.signal });
    interruption.abort(new Error("enough"));
    await expect(waiting).rejects.toThrow("enough");
  });

  test("ends at once after a wrong password", async () => {
    const fault = "wrong-password";
    const clock = new FakeClock();
    const startedMs = clock.now();
    const outcome = await waitForService(async () => failing(fault), { clock, deadlineMs: startedMs + 60_000 });
    expect(outcome).toEqual({ ready: false, reason: "lasting-fault", result: failing(fault) });
    expect(clock.now()).toBe(startedMs);
  });

  test("asks at least once, however late it is", async () => {
    const clock = new FakeClock();
    const outcome = await waitForService(async () => ready, { clock, deadlineMs: clock.now() - 1 });
    expect(outcome.ready).toBe(true);
  });

  test("ends with the reason of an interruption", async () => {
    const clock = new FakeClock();
    const interruption = new AbortController();
    const options = { clock, deadlineMs: clock.now() + 60_000, signal: interruption.signal };
    const waiting = waitForService(async () => failing("starting"), options).catch((error: unknown) => error);
    await clock.sleep(500);
    interruption.abort(new Error("enough"));
    expect(await waiting).toEqual(new Error("enough"));
  });
});
