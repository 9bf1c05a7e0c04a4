import { describe, expect, test } from "vitest";
import { start } from "../../../src/commands/start/start.ts";
import { stop } from "../../../src/commands/stop/stop.ts";
import { TemporalStartError } from "../../../src/errors.ts";
import { failureOf } from "../../support/expect-failure.ts";
import { FakeCluster } from "../../support/fake-cluster.ts";
import { fakeContext, inputOf, runOn } from "../../support/fake-context.ts";

/** A start that would wait for minutes, and what happens to the cluster while it does. */
async function startWhile(cluster: FakeCluster, happen: () => unknown): Promise<TemporalStartError> {
  cluster.readyAfterMs = 250_000;
  const running = failureOf(() => runOn(start, fakeContext(cluster)));
  await cluster.clock.sleep(5_000);
  const happenedMs = cluster.clock.now();
  await happen();
  const failure = await running;
  expect(cluster.clock.now() - happenedMs).toBeLessThan(8_000);
  return failure;
}

describe("a start ends at once, with the cause, when", () => {
  test("the kernel kills a service for lack of memory", async () => {
    const cluster = new FakeCluster();
    const { facts, exitCode } = await startWhile(cluster, () => {
      cluster.change("temporal-elasticsearch", { state: "restarting", exitCode: 137 });
      cluster.outOfMemory.add("temporal-elasticsearch");
    });
    expect(exitCode).toBe(1);
    expect(facts).toMatchObject({
      code: "SERVICE_OUT_OF_MEMORY",
      service: "temporal-elasticsearch",
      message: "temporal-elasticsearch was killed for lack of memory (exit code 137).",
      failure: { id: "ELASTICSEARCH_OUT_OF_MEMORY" },
      hint: expect.stringContaining("ELASTICSEARCH_MEMORY") as string,
    });
  });

  test("a health check fails after its start period", async () => {
    const cluster = new FakeCluster();
    const { facts } = await startWhile(cluster, () => {
      cluster.faults.set("temporal-web", { ok: false, fault: "unexpected", message: "HTTP 500" });
      cluster.change("temporal-web", { health: "unhealthy" });
    });
    expect(facts).toMatchObject({
      code: "SERVICE_UNHEALTHY",
      message: "temporal-web runs, but its health check fails.",
      hint: "temporal-start logs temporal-web --tail 100",
    });
    expect(facts.failure).toBeUndefined();
  });

  test("a service crashes for a reason that its log tells", async () => {
    const cluster = new FakeCluster();
    const text = "2026-11-23 17:10:12.114 UTC [1] FATAL:  database files are incompatible with server";
    cluster.logLines.set("temporal-postgres", [
      { time: "2026-01-31T12:00:00.000000000Z", text },
      ...Array.from({ length: 20 }, (_, index) => ({
        time: "2026-01-31T12:00:01.000000000Z",
        text: `step ${String(index)}`,
      })),
    ]);
    cluster.crashing.add("temporal-postgres");
    const { facts } = await failureOf(() => runOn(start, fakeContext(cluster)));
    expect(facts).toMatchObject({ code: "SERVICE_CRASHES", failure: { id: "POSTGRES_OTHER_MAJOR_VERSION" } });
    expect(facts.details?.slice(0, 3)).toEqual([
      "From the log of temporal-postgres:",
      `  ${text}`,
      "Last lines of temporal-postgres:",
    ]);
    expect(facts.actions).toEqual([facts.hint, "temporal-start logs temporal-postgres --tail 100"]);
  });

  test("somebody stops the cluster", async () => {
    const cluster = new FakeCluster();
    const { facts } = await startWhile(cluster, () => runOn(stop, fakeContext(cluster)));
    expect(facts).toMatchObject({
      code: "SERVICE_STOPPED",
      retryable: true,
      failure: { id: "STOPPED_FROM_OUTSIDE" },
      hint: "When that has ended: temporal-start start",
    });
    expect(facts.message).toMatch(/was stopped from outside/);
  });

  test("the engine ends, and stops all containers while it still answers", async () => {
    const cluster = new FakeCluster();
    const { facts } = await startWhile(cluster, async () => {
      cluster.engineFailure = new TemporalStartError({
        code: "ENGINE_UNREACHABLE",
        category: "engine",
        message: "No.",
      });
      await runOn(stop, fakeContext(cluster));
    });
    expect(facts).toMatchObject({ code: "ENGINE_UNREACHABLE" });
  });
});

describe("a service whose health check fails while it tells that it is on its way up", () => {
  test("is waited for", async () => {
    const cluster = new FakeCluster();
    cluster.readyAfterMs = 100_000;
    const running = runOn(start, fakeContext(cluster));
    await cluster.clock.sleep(5_000);
    cluster.change("temporal-elasticsearch", { health: "unhealthy" });
    expect(await running).toMatchObject({ exitCode: 0 });
    expect(cluster.clock.now() - (cluster.startedAtMs.get("temporal-elasticsearch") ?? 0)).toBeGreaterThan(99_000);
  });

  test("is not lost in the moment in which it is up and lacks its index yet", async () => {
    const cluster = new FakeCluster();
    const missing = { ok: false, fault: "missing-index", message: "The visibility index does not exist." } as const;
    cluster.faults.set("temporal-elasticsearch", missing);
    const running = runOn(start, fakeContext(cluster));
    await cluster.clock.sleep(5_000);
    cluster.change("temporal-elasticsearch", { health: "unhealthy" });
    await cluster.clock.sleep(5_000);
    cluster.faults.delete("temporal-elasticsearch");
    expect(await running).toMatchObject({ exitCode: 0 });
  });

  test.each([
    ["keeps what it has done when start is called again", 90_000, false],
    ["is restarted when it has had its time", 110_000, true],
  ])("%s", async (_, sinceMs, isRestarted) => {
    const cluster = FakeCluster.running();
    const startedMs = cluster.clock.now() - sinceMs;
    cluster.change("temporal-elasticsearch", { health: "unhealthy" });
    cluster.startedAtMs.set("temporal-elasticsearch", startedMs);
    cluster.readyAfterMs = 220_000;
    for (const name of ["temporal-postgres", "temporal-server", "temporal-web"]) cluster.startedAtMs.set(name, 0);
    await failureOf(() => runOn(start, fakeContext(cluster), inputOf({ waitTimeout: "100s" })));
    expect(cluster.startedAtMs.get("temporal-elasticsearch") !== startedMs).toBe(isRestarted);
  });
});

test.each([130, 137, 143])("a schema set-up that ends with %i was stopped and has not failed", async (exitCode) => {
  const cluster = new FakeCluster();
  cluster.schemaExitCode = exitCode;
  const { facts } = await failureOf(() => runOn(start, fakeContext(cluster)));
  expect(facts).toMatchObject({
    code: "SERVICE_STOPPED",
    service: "temporal-schema",
    message: `temporal-schema was stopped from outside with exit code ${String(exitCode)}.`,
    failure: { id: "STOPPED_FROM_OUTSIDE" },
  });
});

test("a schema set-up that the kernel killed has failed for lack of memory", async () => {
  const cluster = new FakeCluster();
  cluster.schemaExitCode = 137;
  cluster.outOfMemory.add("temporal-schema");
  const { facts } = await failureOf(() => runOn(start, fakeContext(cluster)));
  expect(facts).toMatchObject({
    code: "JOB_FAILED",
    message: "temporal-schema was killed for lack of memory with exit code 137.",
    failure: { id: "OUT_OF_MEMORY" },
  });
});

test("a container that goes on after a pause is given time to be healthy again", async () => {
  const cluster = FakeCluster.running();
  cluster.change("temporal-elasticsearch", { state: "paused", health: "unhealthy" });
  const { exitCode } = await runOn(start, fakeContext(cluster));
  expect(exitCode).toBe(0);
  expect(cluster.container("temporal-elasticsearch")).toMatchObject({ state: "running", health: "unhealthy" });
});

test("what still runs is told with the commands of its instance", async () => {
  const cluster = new FakeCluster({ TEMPORAL_INSTANCE: "blue" });
  cluster.schemaExitCode = 1;
  const { facts } = await failureOf(() => runOn(start, fakeContext(cluster)));
  expect(facts.details?.at(-1)).toMatch(
    /^Still running: temporal-blue-postgres, .*temporal-start --instance blue start goes on from here, temporal-start --instance blue stop ends them\.$/,
  );
});

test("what a service says each time it starts is quoted once, with how often", async () => {
  const cluster = new FakeCluster();
  cluster.crashing.add("temporal-elasticsearch");
  cluster.logLines.set(
    "temporal-elasticsearch",
    ["up", "odd key", "up", "odd key", "up", "odd key"].map((text) => ({
      time: "2026-01-31T12:00:01.000000000Z",
      text,
    })),
  );
  const { facts } = await failureOf(() => runOn(start, fakeContext(cluster)));
  const begin = facts.details?.indexOf("Last lines of temporal-elasticsearch:") ?? -1;
  expect(facts.details?.slice(begin + 1, begin + 3)).toEqual(["  up (3 times)", "  odd key (3 times)"]);
  expect(facts.details?.filter((line) => line.includes("odd key"))).toHaveLength(1);
});
