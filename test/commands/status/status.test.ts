import { describe, expect, test } from "vitest";
import { status } from "../../../src/commands/status/status.ts";
import type { HealthReport } from "../../../src/health/health-report.ts";
import type { ProbeFault } from "../../../src/probes/probe.ts";
import { failureOf } from "../../support/expect-failure.ts";
import { FakeCluster } from "../../support/fake-cluster.ts";
import { fakeContext, inputOf, runOn } from "../../support/fake-context.ts";

const reportOf = async (cluster: FakeCluster): Promise<{ exitCode: number; report: HealthReport; text: string }> => {
  const { exitCode, data, text } = await runOn(status, fakeContext(cluster));
  return { exitCode, report: data as HealthReport, text };
};

test("a healthy cluster gives 0", async () => {
  const { exitCode, report, text } = await reportOf(FakeCluster.running());
  expect(exitCode).toBe(0);
  expect(report.verdict).toBe("healthy");
  expect(report.services.map(({ verdict }) => verdict)).toEqual(Array(5).fill("healthy"));
  expect(report.services[0]?.container).toMatchObject({ uptimeSeconds: 3_600, ports: ["127.0.0.1:5433→5432"] });
  expect(text).toMatch(/^Instance default is healthy\.\n/);
});

test("a container that has ended is told, although an engine with a full disk lists it as running", async () => {
  const cluster = FakeCluster.running();
  cluster.trueStates.set("temporal-postgres", { state: "exited", exitCode: 1 });
  const { exitCode, report, text } = await reportOf(cluster);
  expect(exitCode).toBe(4);
  expect(report.services[0]).toMatchObject({
    verdict: "stopped",
    probe: null,
    container: { exitCode: 1, health: null },
  });
  expect(text).toContain("temporal-postgres: The container is exited, exit code 1.");
});

describe("a stopped cluster gives 3", () => {
  test("where there is nothing", async () => {
    const { exitCode, report, text } = await reportOf(new FakeCluster());
    expect(exitCode).toBe(3);
    expect(new Set(report.services.map(({ verdict }) => verdict))).toEqual(new Set(["absent"]));
    expect(text).toContain("Next: temporal-start start");
  });

  test("where all containers have ended, and asks no port that another program may hold", async () => {
    const cluster = FakeCluster.running();
    for (const { name } of cluster.containers.values()) {
      cluster.change(name, { state: "exited", exitCode: 0 });
    }
    const { exitCode, report } = await reportOf(cluster);
    expect(exitCode).toBe(3);
    expect(report.services.map(({ probe }) => probe)).toEqual(Array(5).fill(null));
    expect(report.services[0]?.container?.uptimeSeconds).toBeNull();
  });
});

describe("a cluster with one service that is not well gives 4", () => {
  test.each([
    ["stopped", { state: "exited", exitCode: 137 }, "stopped", "The container is exited, exit code 137."],
    ["paused", { state: "paused" }, "paused", "The container is paused."],
    ["restarting", { state: "restarting" }, "restarting", "The container ends and is restarted over and over."],
    ["created", { state: "created" }, "stopped", "The container is created."],
    ["dead", { state: "dead" }, "stopped", "The container is dead."],
  ] as const)("%s", async (_, change, verdict, reason) => {
    const cluster = FakeCluster.running();
    cluster.change("temporal-web", change);
    const { exitCode, report } = await reportOf(cluster);
    expect(exitCode).toBe(4);
    const web = report.services.find(({ service }) => service === "temporal-web");
    expect(web).toMatchObject({ verdict, reason });
  });

  test.each([
    ["refused", "unhealthy"],
    ["timeout", "unhealthy"],
    ["red", "unhealthy"],
    ["wrong-password", "unhealthy"],
    ["starting", "starting"],
    ["not-serving", "starting"],
  ] as const)("a probe that says %s makes it %s", async (fault: ProbeFault, verdict) => {
    const cluster = FakeCluster.running();
    cluster.faults.set("temporal-postgres", { ok: false, fault, message: "It says so.", hint: "Do this." });
    const { exitCode, report, text } = await reportOf(cluster);
    expect(exitCode).toBe(4);
    expect(report.services[0]).toMatchObject({ verdict, reason: "It says so.", hint: "Do this." });
    expect(text).toContain("temporal-postgres: It says so.\n  → Do this.\n");
  });

  test("missing", async () => {
    const cluster = FakeCluster.running();
    cluster.containers.delete("temporal-cli");
    const { exitCode, report } = await reportOf(cluster);
    expect(exitCode).toBe(4);
    expect(report.services.at(-1)).toMatchObject({ verdict: "absent", reason: "No container.", container: null });
  });
});

test("an instance does not see the containers of another", async () => {
  const cluster = FakeCluster.running();
  const blue = new FakeCluster({ TEMPORAL_INSTANCE: "blue" });
  for (const container of cluster.containers.values()) blue.put(container);
  expect((await reportOf(blue)).exitCode).toBe(3);
});

test.each(["0", "x", ""])("a timeout of %j is refused", async (timeout) => {
  const { exitCode } = await failureOf(() => runOn(status, fakeContext(new FakeCluster()), inputOf({ timeout })));
  expect(exitCode).toBe(2);
});

test.each([
  ["paused", { state: "paused" }, "is paused"],
  ["stopped", { state: "exited", exitCode: 137 }, "is stopped"],
] as const)("a store that is %s is named beside the server that cannot work without it", async (_, change, words) => {
  const cluster = FakeCluster.running();
  cluster.change("temporal-elasticsearch", change);
  cluster.faults.set("temporal-server", { ok: false, fault: "timeout", message: "No answer from 127.0.0.1:7233." });
  const { report, text } = await reportOf(cluster);
  const reason = `No answer from 127.0.0.1:7233: its store temporal-elasticsearch ${words}.`;
  expect(report.services.find(({ service }) => service === "temporal-server")).toMatchObject({
    reason,
    hint: "temporal-start start",
  });
  expect(text).toContain(`temporal-server: ${reason}`);
});

test("a cluster that was made with the settings of another folder is asked with those, and that is said", async () => {
  const cluster = FakeCluster.running();
  cluster.details.set("temporal-cli", { environment: { TEMPORAL_NAMESPACE: "orders" } });
  cluster.temporal.add("orders");
  cluster.temporal.registered.delete("default");
  const { exitCode, report, text } = await reportOf(cluster);
  expect(exitCode).toBe(0);
  expect(report).toMatchObject({ verdict: "healthy", notices: [{ id: "OTHER_SETTINGS" }] });
  expect(text).toContain("TEMPORAL_NAMESPACE");
});

test("a server that is killed over and over is named, also between two of its starts", async () => {
  const cluster = FakeCluster.running();
  cluster.restartCounts.set("temporal-server", 5);
  cluster.details.set("temporal-server", { finishedAtMs: cluster.clock.now() - 5_000 });
  cluster.ends.set("temporal-server", [{ id: "x", exitCode: 137, outOfMemory: true }]);
  cluster.faults.set("temporal-server", { ok: false, fault: "starting", message: "Temporal Server is starting up." });
  const { exitCode, text } = await reportOf(cluster);
  expect(exitCode).toBe(4);
  expect(text).toContain("temporal-server: It was killed for lack of memory 5 s ago, and was restarted 5 times");
});

describe("the number of history shards", () => {
  test("is told where the data has another one than the settings, and is no fault", async () => {
    const { exitCode, report, text } = await reportOf(FakeCluster.running({ TEMPORAL_HISTORY_SHARDS: "512" }));
    expect(exitCode).toBe(0);
    expect(report).toMatchObject({ notices: [{ id: "HISTORY_SHARDS", level: "warning" }] });
    expect(text).toContain("TEMPORAL_HISTORY_SHARDS is 512, and the data has 64");
  });

  test.each([
    ["is the same", 64],
    ["is not told by the server", undefined],
  ])("is not mentioned where it %s", async (_, shards) => {
    const cluster = FakeCluster.running();
    cluster.temporal.shards = shards;
    const { report } = await reportOf(cluster);
    expect(report).toMatchObject({ notices: [] });
  });
});
