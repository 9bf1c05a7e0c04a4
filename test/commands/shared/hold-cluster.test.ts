import { describe, expect, test } from "vitest";
import type { EngineControl } from "../../../src/backends/compose/engine/engine-control.ts";
import type { CommandDefinition } from "../../../src/commands/command.ts";
import { down } from "../../../src/commands/down/down.ts";
import { reset } from "../../../src/commands/reset/reset.ts";
import { restart } from "../../../src/commands/restart/restart.ts";
import { start } from "../../../src/commands/start/start.ts";
import { status } from "../../../src/commands/status/status.ts";
import { stop } from "../../../src/commands/stop/stop.ts";
import { failureOf } from "../../support/expect-failure.ts";
import { fakeBackend } from "../../support/fake-backend.ts";
import { FakeCluster } from "../../support/fake-cluster.ts";
import { fakeContext, inputOf, runOn } from "../../support/fake-context.ts";
import { fakeEngine } from "../../support/fake-runtime.ts";

const changing: readonly (readonly [string, CommandDefinition, { readonly yes?: boolean }])[] = [
  ["start", start, {}],
  ["stop", stop, {}],
  ["restart", restart, {}],
  ["down", down, {}],
  ["reset", reset, { yes: true }],
];

function heldCluster(): FakeCluster {
  const cluster = FakeCluster.running();
  cluster.lockHolder = { pid: 4711, command: "restart", sinceMs: cluster.clock.now() - 5_000 };
  return cluster;
}

const who = /"temporal-start restart" \(process 4711, since \d\d:\d\d:\d\d\)/;

describe.each(changing)("%s", (_, definition, flags) => {
  test("waits for another command, says for which, and then does its work", async () => {
    const cluster = heldCluster();
    const context = fakeContext(cluster);
    const running = runOn(definition, context, inputOf(flags));
    await cluster.clock.sleep(10_000);
    const [said, ...more] = context.seen.notes;
    expect(said).toMatch(who);
    expect(more).toEqual([]);
    cluster.lockHolder = undefined;
    expect((await running).exitCode).toBe(0);
    expect(cluster.lockReleases).toBe(1);
  });

  test("gives up after --wait-timeout and has changed nothing", async () => {
    const cluster = heldCluster();
    const before = { states: cluster.states(), startedMs: cluster.clock.now() };
    const { facts, exitCode } = await failureOf(() =>
      runOn(definition, fakeContext(cluster), inputOf({ ...flags, waitTimeout: "20s" })),
    );
    expect(exitCode).toBe(124);
    expect(facts).toMatchObject({ code: "CLUSTER_BUSY", retryable: true });
    expect(facts.message).toMatch(who);
    expect(facts.message).toMatch(/^Instance default is still being changed by .*; nothing was changed\.$/);
    expect(facts.hint).toContain("kill 4711");
    expect(cluster.clock.now() - before.startedMs).toBeLessThan(21_000);
    expect(cluster.states()).toEqual(before.states);
    expect(cluster.lockReleases).toBe(0);
  });

  test("works without a lock where none can be written, and says so once", async () => {
    const cluster = FakeCluster.running();
    cluster.lockFailure = new Error("EACCES: permission denied, mkdir '/home/me/.local'");
    const context = fakeContext(cluster);
    expect((await runOn(definition, context, inputOf(flags))).exitCode).toBe(0);
    expect(context.seen.warnings).toEqual([
      "Two commands at once would not notice each other: EACCES: permission denied, mkdir '/home/me/.local'.",
    ]);
  });

  test("that is interrupted while it waits has changed nothing", async () => {
    const cluster = heldCluster();
    const interruption = new AbortController();
    const running = failureOf(() =>
      runOn(definition, fakeContext(cluster, { signal: interruption.signal }), inputOf(flags)),
    );
    await cluster.clock.sleep(1_000);
    interruption.abort();
    expect(await running).toMatchObject({ exitCode: 130, message: "Interrupted. Nothing was changed." });
  });
});

test("a command that only looks waits for nobody", async () => {
  expect((await runOn(status, fakeContext(heldCluster()))).exitCode).toBe(0);
  expect((await runOn(start, fakeContext(heldCluster()), inputOf({ dryRun: true }))).exitCode).toBe(0);
});

test("a question is asked before others have to wait", async () => {
  const cluster = heldCluster();
  const context = fakeContext(cluster, { answer: false });
  const { exitCode } = await failureOf(() => runOn(reset, context));
  expect(exitCode).toBe(5);
  expect(context.seen.notes).toEqual([]);
});

test("what was waited for another command does not count as time of the start", async () => {
  const cluster = heldCluster();
  const running = runOn(start, fakeContext(cluster));
  await cluster.clock.sleep(60_000);
  cluster.lockHolder = undefined;
  expect(((await running).data as { seconds: number }).seconds).toBeLessThan(5);
});

test("Ctrl-C is answered at once, and the lock released", async () => {
  const cluster = new FakeCluster();
  cluster.readyAfterMs = 60_000;
  const interruption = new AbortController();
  const context = fakeContext(cluster, { signal: interruption.signal });
  const running = failureOf(() => runOn(start, context));
  await cluster.clock.sleep(5_000);
  interruption.abort();
  expect(context.seen.notes).toEqual(["Interrupted; bringing things to an end. A second Ctrl-C leaves at once."]);
  expect((await running).exitCode).toBe(130);
  expect(cluster.lockReleases).toBe(1);
});

test("a lock that cannot be removed hides neither what was done nor what failed", async () => {
  const cluster = FakeCluster.running();
  const fake = fakeContext(cluster);
  const lock = async () => ({ ...(await fake.lock()), release: () => Promise.reject(new Error("EIO")) });
  expect((await runOn(stop, { ...fake, lock })).exitCode).toBe(0);
  cluster.refusals.set("temporal-web", "no");
  expect((await failureOf(() => runOn(start, { ...fake, lock }))).facts.code).toBe("CONTAINER_NOT_STARTED");
});

describe("an interruption says what is true by then", () => {
  /** Interrupted at a moment of the fake clock, in milliseconds after the beginning. */
  async function interruptedAt(
    cluster: FakeCluster,
    [definition, afterMs]: readonly [CommandDefinition, number],
    slowly: Partial<EngineControl> = {},
  ): Promise<string> {
    const interruption = new AbortController();
    const context = fakeContext(cluster, { signal: interruption.signal });
    const engine = { ...fakeEngine(cluster), ...slowly };
    const slowed = { ...context, engine: async () => engine, backend: async () => fakeBackend(cluster, engine) };
    const running = failureOf(() => runOn(definition, slowed, inputOf()));
    await cluster.clock.sleep(afterMs);
    interruption.abort();
    const { exitCode, message } = await running;
    expect(exitCode).toBe(130);
    return message;
  }

  test.each([
    ["start", start],
    ["restart", restart],
  ])("%s that still looks has changed nothing", async (_, definition) => {
    const cluster = FakeCluster.running();
    const slow = { volumes: async () => cluster.clock.sleep(1_000).then(() => []) };
    expect(await interruptedAt(cluster, [definition, 500], slow)).toBe("Interrupted. Nothing was changed.");
  });

  test("start that pulls has started nothing", async () => {
    const cluster = new FakeCluster();
    cluster.images.delete("temporalio/ui:2.21.3");
    const slow: Partial<EngineControl> = { pull: (_, { signal }) => cluster.clock.sleep(60_000, signal) };
    expect(await interruptedAt(cluster, [start, 5_000], slow)).toBe(
      "Interrupted. Nothing was started; images that were pulled stay.",
    );
    expect(cluster.states()).toEqual({});
  });

  test("start that only waits for what ran before has changed nothing", async () => {
    const cluster = FakeCluster.running();
    cluster.readyAfterMs = 60_000;
    cluster.start("temporal-server");
    expect(await interruptedAt(cluster, [start, 5_000])).toBe("Interrupted. Nothing was changed.");
  });

  test("start that has begun leaves running what it started", async () => {
    const cluster = new FakeCluster();
    cluster.readyAfterMs = 60_000;
    expect(await interruptedAt(cluster, [start, 5_000])).toBe("Interrupted. What was started goes on running.");
  });

  test("restart that has stopped the cluster names the way back", async () => {
    const cluster = FakeCluster.running();
    cluster.readyAfterMs = 60_000;
    expect(await interruptedAt(cluster, [restart, 5_000])).toBe(
      "Interrupted. Some services may be stopped; a start brings them back.",
    );
  });
});
