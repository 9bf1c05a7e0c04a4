import { describe, expect, test } from "vitest";
import { wait } from "../../../src/commands/wait/wait.ts";
import { TemporalStartError } from "../../../src/errors.ts";
import { containerOf } from "../../support/containers.ts";
import { failureOf } from "../../support/expect-failure.ts";
import { FakeCluster } from "../../support/fake-cluster.ts";
import { fakeContext, inputOf, runOn } from "../../support/fake-context.ts";
import { testUnitNames } from "../../support/settings.ts";

const waitOn = (cluster: FakeCluster, flags: Record<string, string> = {}, signal?: AbortSignal) =>
  runOn(wait, fakeContext(cluster, signal === undefined ? {} : { signal }), inputOf(flags));

/** Somebody else starts every container of the cluster after a while. */
async function startLater(cluster: FakeCluster, ms: number): Promise<void> {
  await cluster.clock.sleep(ms);
  for (const name of testUnitNames) {
    cluster.put(containerOf(name));
    cluster.start(name);
  }
}

async function stopLater(cluster: FakeCluster, ms: number): Promise<void> {
  await cluster.clock.sleep(ms);
  for (const name of testUnitNames) cluster.change(name, { state: "exited", exitCode: 0 });
}

describe("waiting for a ready cluster", () => {
  test("returns at once where it is ready", async () => {
    const cluster = FakeCluster.running();
    const before = cluster.clock.now();
    expect(await waitOn(cluster)).toMatchObject({ exitCode: 0, data: { instance: "", state: "ready", seconds: 0 } });
    expect(cluster.clock.now()).toBe(before);
  });

  test("returns soon after another start has made it ready", async () => {
    const cluster = new FakeCluster();
    cluster.temporal.add("default");
    const readyAtMs = cluster.clock.now() + 10_000 + cluster.readyAfterMs;
    const others = startLater(cluster, 10_000);
    await waitOn(cluster);
    await others;
    expect(cluster.clock.now()).toBeGreaterThanOrEqual(readyAtMs);
    expect(cluster.clock.now()).toBeLessThan(readyAtMs + 1_000);
  });

  test("does not create the namespace that is missing", async () => {
    const cluster = FakeCluster.running();
    cluster.temporal.registered.clear();
    const failure = await failureOf(() => waitOn(cluster, { timeout: "5" }));
    expect(failure.exitCode).toBe(124);
    expect(failure.facts.details?.join()).toMatch(/^temporal-server: .*default/);
    expect(cluster.temporal.registered.size).toBe(0);
  });

  test("asks the server for more than its port: search attributes, a workflow list, a poller", async () => {
    const cluster = FakeCluster.running();
    cluster.temporal.missing = ["system worker"];
    const failure = await failureOf(() => waitOn(cluster, { timeout: "5" }));
    expect(failure.facts.details).toEqual(["temporal-server: Not ready yet: system worker."]);
  });

  test("waits for the schema job", async () => {
    const cluster = FakeCluster.running();
    cluster.put(containerOf("temporal-schema", { state: "running" }));
    const failure = await failureOf(() => waitOn(cluster, { timeout: "5" }));
    expect(failure.facts.details).toEqual(["temporal-schema has not ended."]);
  });

  test("changes nothing", async () => {
    const cluster = FakeCluster.running();
    cluster.change("temporal-web", { state: "exited", exitCode: 1 });
    const before = structuredClone(cluster.states());
    const failure = await failureOf(() => waitOn(cluster, { timeout: "90" }));
    expect(failure.facts).toMatchObject({ code: "WAIT_TIMED_OUT", retryable: true });
    expect(failure.facts.details).toEqual(["temporal-web: The container is exited, exit code 1."]);
    expect(cluster.states()).toEqual(before);
  });

  test("ends at once with a fault that cannot pass", async () => {
    const cluster = FakeCluster.running();
    cluster.faults.set("temporal-postgres", {
      ok: false,
      fault: "wrong-password",
      message: "PostgreSQL refuses the password.",
      hint: "Set POSTGRES_PASSWORD.",
    });
    const before = cluster.clock.now();
    const failure = await failureOf(() => waitOn(cluster));
    expect(failure.facts).toMatchObject({
      code: "SERVICE_FAILED",
      service: "temporal-postgres",
      hint: "Set POSTGRES_PASSWORD.",
    });
    expect(cluster.clock.now()).toBe(before);
  });

  test.each([
    ["5", 5_000],
    ["2m", 120_000],
  ])("gives up after --timeout %s", async (timeout, ms) => {
    const cluster = new FakeCluster();
    const before = cluster.clock.now();
    await failureOf(() => waitOn(cluster, { timeout }));
    expect(cluster.clock.now() - before).toBeLessThanOrEqual(ms);
    expect(cluster.clock.now() - before).toBeGreaterThan(ms - 1_000);
  });
});

describe("waiting for a stopped cluster", () => {
  test("returns at once where there is nothing", async () => {
    expect(await waitOn(new FakeCluster(), { for: "stopped" })).toMatchObject({ data: { state: "stopped" } });
  });

  test("returns when the last container has ended", async () => {
    const cluster = FakeCluster.running();
    const before = cluster.clock.now();
    const others = stopLater(cluster, 3_000);
    await waitOn(cluster, { for: "stopped" });
    await others;
    expect(cluster.clock.now() - before).toBeGreaterThanOrEqual(3_000);
    expect(cluster.clock.now() - before).toBeLessThan(4_000);
  });

  test.each(["running", "paused", "restarting"] as const)("waits for a container that is %s", async (state) => {
    const cluster = new FakeCluster();
    cluster.put(containerOf("temporal-web", { state }));
    const failure = await failureOf(() => waitOn(cluster, { for: "stopped", timeout: "1" }));
    expect(failure.facts.details).toEqual([`temporal-web is ${state}.`]);
  });
});

describe("an engine that goes away meanwhile", () => {
  /** Away from the first moment to the second, in milliseconds since the wait began. */
  async function waitWhileAway(
    cluster: FakeCluster,
    [fromMs, toMs]: readonly [number, number],
    flags: Record<string, string> = {},
  ) {
    const begunMs = cluster.clock.now();
    const context = fakeContext(cluster);
    const engine = await context.engine();
    const containers: typeof engine.containers = async (wanted) => {
      const ms = cluster.clock.now() - begunMs;
      if (ms < fromMs || ms >= toMs) return engine.containers(wanted);
      throw new TemporalStartError({
        code: "ENGINE_UNREACHABLE",
        category: "engine",
        message: "No engine answers.",
        hint: "Start it.",
      });
    };
    const seen = { ...context, engine: async () => ({ ...engine, containers }) };
    return { notes: context.seen.notes, running: runOn(wait, seen, inputOf(flags)) };
  }

  test("is said once and waited for", async () => {
    const cluster = new FakeCluster();
    cluster.temporal.add("default");
    const others = startLater(cluster, 1_000);
    const { notes, running } = await waitWhileAway(cluster, [2_000, 40_000]);
    expect(await running).toMatchObject({ exitCode: 0, data: { state: "ready" } });
    await others;
    expect(notes).toEqual(["No engine answers. Waiting for it to come back."]);
  });

  test("is what the time was up over, when it stays away", async () => {
    const cluster = new FakeCluster();
    const { running } = await waitWhileAway(cluster, [2_000, Infinity], { timeout: "5" });
    const failure = await failureOf(() => running);
    expect(failure.exitCode).toBe(124);
    expect(failure.facts).toMatchObject({ details: ["No engine answers."], hint: "Start it.", retryable: true });
  });

  test("ends the wait at once where it was never there: most often it is the wrong one", async () => {
    const { running } = await waitWhileAway(new FakeCluster(), [0, Infinity]);
    expect((await failureOf(() => running)).facts.code).toBe("ENGINE_UNREACHABLE");
  });
});

test("an unknown state is a wrong command line", async () => {
  const failure = await failureOf(() => waitOn(new FakeCluster(), { for: "healthy" }));
  expect(failure.facts).toMatchObject({ code: "USAGE", message: '--for "healthy" is no state.' });
});

test("Ctrl-C ends the wait", async () => {
  const cancellation = new AbortController();
  const cluster = new FakeCluster();
  void cluster.clock.sleep(2_000).then(() => {
    cancellation.abort();
  });
  await expect(waitOn(cluster, {}, cancellation.signal)).rejects.not.toBeInstanceOf(TemporalStartError);
  expect(cluster.clock.now()).toBeLessThan(Date.parse("2026-01-31T12:00:03Z"));
});
