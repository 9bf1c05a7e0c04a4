import { describe, expect, test } from "vitest";
import { start } from "../../../src/commands/start/start.ts";
import { stop } from "../../../src/commands/stop/stop.ts";
import { TemporalStartError } from "../../../src/errors.ts";
import { FakeCluster } from "../../support/fake-cluster.ts";
import { fakeContext, runOn } from "../../support/fake-context.ts";

describe("a start goes on", () => {
  test("on a machine with little memory, and says so the first time", async () => {
    const cluster = new FakeCluster();
    cluster.engineInfo = { ...cluster.engineInfo, memoryBytes: 2_000_000_000 };
    const context = fakeContext(cluster);
    expect((await runOn(start, context)).exitCode).toBe(0);
    expect(context.seen.warnings).toEqual([
      "Memory: 1.9 GB for the engine; the limits of all services add up to 3.0 GB (temporal-start doctor tells what to do).",
    ]);
    await runOn(stop, context);
    expect((await runOn(start, context)).exitCode).toBe(0);
    expect(context.seen.warnings).toHaveLength(1);
  });

  test("with a clock that is off, and says so each time", async () => {
    const cluster = new FakeCluster();
    cluster.engineInfo = { ...cluster.engineInfo, systemTimeMs: 0 };
    const context = fakeContext(cluster);
    await runOn(start, context);
    await runOn(stop, context);
    await runOn(start, context);
    expect(context.seen.warnings).toHaveLength(2);
    expect(context.seen.warnings[1]).toMatch(/^Clock: the engine's clock is \d+ s behind this machine's/);
  });

  test("when a check hangs, and not much later", async () => {
    const cluster = new FakeCluster();
    const context = { ...fakeContext(cluster), composeVersion: () => new Promise<string>(() => undefined) };
    const startedMs = cluster.clock.now();
    expect((await runOn(start, context)).exitCode).toBe(0);
    expect(context.seen.warnings).toEqual([]);
    expect(cluster.clock.now() - startedMs).toBeLessThan(8_000);
  });

  test("when the engine tells nothing about itself", async () => {
    const cluster = new FakeCluster();
    cluster.engineFailure = new TemporalStartError({ code: "ENGINE_FAILED", category: "engine", message: "Busy." });
    const context = fakeContext(cluster);
    expect((await runOn(start, context)).exitCode).toBe(0);
    expect(context.seen.warnings).toEqual([]);
  });

  test("without a look where everything runs", async () => {
    const cluster = FakeCluster.running();
    cluster.host.free = 1_000_000;
    expect((await runOn(start, fakeContext(cluster))).exitCode).toBe(0);
  });
});
