import { describe, expect, test } from "vitest";
import { start } from "../../../src/commands/start/start.ts";
import { containerOf } from "../../support/containers.ts";
import { FakeCluster } from "../../support/fake-cluster.ts";
import { fakeContext, inputOf, runOn } from "../../support/fake-context.ts";

const everythingRuns = {
  "temporal-postgres": "running",
  "temporal-elasticsearch": "running",
  "temporal-schema": "exited",
  "temporal-server": "running",
  "temporal-web": "running",
  "temporal-cli": "running",
};

describe("start on an empty engine", () => {
  test("returns when everything is ready, with the addresses and what to type next", async () => {
    const cluster = new FakeCluster();
    const result = await runOn(start, fakeContext(cluster));
    expect(cluster.states()).toEqual(everythingRuns);
    expect(result.exitCode).toBe(0);
    expect(result.text.replace(/[\d.]+ s\./, "… s.")).toBe(`The cluster is ready after … s.
  temporal-postgres       postgresql://127.0.0.1:5433
  temporal-elasticsearch  http://127.0.0.1:9200
  temporal-server         127.0.0.1:7233
  temporal-web            http://127.0.0.1:8088
  namespace               default
  containers              temporal:7233 in the network temporal-network
  open to                 this machine alone, without a login

Next: temporal-start status, temporal-start namespace NAME, or
      docker exec temporal-cli temporal workflow list
`);
  });

  test("creates the namespace with the retention of the settings", async () => {
    const cluster = new FakeCluster({ TEMPORAL_NAMESPACE: "media-planner", TEMPORAL_NAMESPACE_RETENTION: "30d" });
    await runOn(start, fakeContext(cluster));
    expect(cluster.temporal.registered.get("media-planner")?.retentionSeconds).toBe(2_592_000);
  });

  test("waits until the server lets the new namespace be used", async () => {
    const cluster = new FakeCluster();
    cluster.temporal.usableAfterMs = 9_000;
    const { data } = await runOn(start, fakeContext(cluster));
    expect((data as { seconds: number }).seconds).toBeGreaterThan(11);
  });

  test("pulls the images that are missing", async () => {
    const cluster = new FakeCluster();
    cluster.images.delete("temporalio/ui:2.21.3");
    cluster.pullable.add("temporalio/ui:2.21.3");
    await runOn(start, fakeContext(cluster));
    expect(cluster.images.has("temporalio/ui:2.21.3")).toBe(true);
    expect(cluster.states()).toEqual(everythingRuns);
  });

  test("uses other names for another instance", async () => {
    const cluster = new FakeCluster({ TEMPORAL_INSTANCE: "blue" });
    const { text } = await runOn(start, fakeContext(cluster));
    expect(Object.keys(cluster.states())).toContain("temporal-blue-server");
    expect(text).toContain("docker exec temporal-blue-cli temporal workflow list");
  });

  test("shows each step and each service as it becomes ready", async () => {
    const context = fakeContext(new FakeCluster());
    await runOn(start, context);
    expect(context.seen.progress.filter(({ kind }) => kind === "step")).toHaveLength(6);
    const ready = context.seen.progress.filter((event) => event.kind === "service" && event.state === "ready");
    expect(ready.map((event) => (event.kind === "service" ? event.service : ""))).toEqual(
      expect.arrayContaining(["temporal-postgres", "temporal-elasticsearch", "temporal-server", "temporal-web"]),
    );
    expect(context.seen.progress).toContainEqual(
      expect.objectContaining({ kind: "namespace", name: "default", action: "register" }),
    );
  });
});

describe("start on a cluster that is there", () => {
  test("touches nothing that is well", async () => {
    const cluster = FakeCluster.running();
    const before = new Map(cluster.startedAtMs);
    const { exitCode } = await runOn(start, fakeContext(cluster));
    expect(exitCode).toBe(0);
    expect(cluster.startedAtMs).toEqual(before);
  });

  test.each([
    ["stopped", { state: "exited", exitCode: 0 }],
    ["unhealthy", { health: "unhealthy" }],
    ["paused", { state: "paused" }],
    ["dead", { state: "dead" }],
    ["created", { state: "created" }],
    ["restarting", { state: "restarting" }],
  ] as const)("repairs a service that is %s and leaves the others alone", async (_, change) => {
    const cluster = FakeCluster.running();
    cluster.change("temporal-web", change);
    cluster.restartCounts.set("temporal-web", 9);
    const before = cluster.startedAtMs.get("temporal-postgres");
    await runOn(start, fakeContext(cluster));
    expect(cluster.container("temporal-web")).toMatchObject({ state: "running", health: "healthy" });
    expect(cluster.startedAtMs.get("temporal-postgres")).toBe(before);
  });

  test.each(["missing-index", "missing-database"] as const)(
    "sets up the schema of a running store that answers %s",
    async (fault) => {
      const cluster = FakeCluster.running();
      const store = fault === "missing-index" ? "temporal-elasticsearch" : "temporal-postgres";
      cluster.faults.set(store, { ok: false, fault, message: "not there" });
      const { text } = await runOn(start, fakeContext(cluster), inputOf({ dryRun: true }));
      expect(text).toMatch(/run +temporal-schema +a store has no schema/);
      expect(text).toMatch(/restart +temporal-server +its stores are set up anew/);
    },
  );

  test("sets up the schema of a store that lost its volume, and restarts the server that used it", async () => {
    const cluster = FakeCluster.running();
    cluster.containers.delete("temporal-postgres");
    const { text } = await runOn(start, fakeContext(cluster), inputOf({ dryRun: true }));
    expect(text).toMatch(/create +temporal-postgres/);
    expect(text).toMatch(/run +temporal-schema/);
    expect(text).toMatch(/restart +temporal-server/);
  });

  test("replaces a container that runs without its network", async () => {
    const cluster = FakeCluster.running();
    cluster.change("temporal-web", { ports: [] });
    const { text } = await runOn(start, fakeContext(cluster), inputOf({ dryRun: true }));
    expect(text).toMatch(/remove +temporal-web +has lost its network/);
    expect(text).toMatch(/create +temporal-web/);
    expect(text).toMatch(/keep +temporal-server/);
  });

  test("starts a container that has ended, although an engine with a full disk lists it as running", async () => {
    const cluster = FakeCluster.running();
    cluster.trueStates.set("temporal-postgres", { state: "exited", exitCode: 1 });
    const { text } = await runOn(start, fakeContext(cluster), inputOf({ dryRun: true }));
    expect(text).toMatch(/start +temporal-postgres/);
    expect(text).toMatch(/keep +temporal-elasticsearch/);
  });

  test("removes what a start that was cut short left behind", async () => {
    const cluster = FakeCluster.running();
    cluster.put(containerOf("temporal-web", { id: "leftover", name: "0123456789ab_temporal-web", isReplaced: true }));
    const { text } = await runOn(start, fakeContext(cluster), inputOf({ dryRun: true }));
    expect(text).toMatch(/remove +0123456789ab_temporal-web +left by a start that was cut short/);
  });

  test("recreates a service whose settings changed", async () => {
    const cluster = FakeCluster.running();
    cluster.configHashes["temporal-web"] = "other";
    await runOn(start, fakeContext(cluster));
    expect(cluster.container("temporal-web")?.marks.configHash).toBe("other");
  });
});

describe("start --dry-run", () => {
  test("prints the plan and changes nothing", async () => {
    const cluster = new FakeCluster();
    const result = await runOn(start, fakeContext(cluster), inputOf({ dryRun: true }));
    expect(result).toMatchObject({ exitCode: 0, data: { instance: "", blockers: [] } });
    expect(result.text).toContain("  create    temporal-postgres       not there\n");
    expect(cluster.states()).toEqual({});
    expect(cluster.temporal.registered.size).toBe(0);
  });

  test("ends with 6 where something stands in the way", async () => {
    const cluster = new FakeCluster();
    cluster.heldPorts.set(8088, "taken");
    const { exitCode, text } = await runOn(start, fakeContext(cluster), inputOf({ dryRun: true }));
    expect(exitCode).toBe(6);
    expect(text).toContain("PORT_TAKEN: Port 8088 for temporal-web is taken by another program.");
  });
});

test("start --no-wait returns before anything is ready", async () => {
  const cluster = new FakeCluster();
  const result = await runOn(start, fakeContext(cluster), inputOf({ wait: false }));
  expect(result).toMatchObject({ exitCode: 0, data: { ready: false } });
  expect(result.text).toMatch(
    /^All containers run after \d\.\d s; a start that waits also creates namespaces and search attributes/,
  );
  expect(cluster.states()).toEqual(everythingRuns);
  expect(cluster.isReady("temporal-server")).toBe(false);
});
