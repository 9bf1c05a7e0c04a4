import { describe, expect, test } from "vitest";
import type { Topology } from "../../src/cluster/topology.ts";
import { doctor } from "../../src/commands/doctor/doctor.ts";
import { down } from "../../src/commands/down/down.ts";
import { logs } from "../../src/commands/logs/logs.ts";
import { reset } from "../../src/commands/reset/reset.ts";
import { restart } from "../../src/commands/restart/restart.ts";
import { start } from "../../src/commands/start/start.ts";
import { status } from "../../src/commands/status/status.ts";
import { stop } from "../../src/commands/stop/stop.ts";
import type { Backend } from "../../src/interfaces/backend.ts";
import { volume } from "../support/containers.ts";
import { failureOf } from "../support/expect-failure.ts";
import { fakeBackend } from "../support/fake-backend.ts";
import { FakeCluster } from "../support/fake-cluster.ts";
import { type FakeContext, fakeContext, inputOf, runOn } from "../support/fake-context.ts";
import { inMemoryBackend } from "../support/in-memory-backend.ts";
import { addon, withAddon, withExternalPostgres, withThreeServers } from "../support/invented-services.ts";
import { testSettings } from "../support/settings.ts";

/** Every backend goes through the same scenarios: commands see no difference. */
const backends: readonly (readonly [string, (cluster: FakeCluster) => Backend])[] = [
  ["Docker Compose", fakeBackend],
  ["a backend in memory", inMemoryBackend],
];

describe.each(backends)("on %s", (_, backendOf) => {
  const contextOf = (cluster: FakeCluster): FakeContext => ({
    ...fakeContext(cluster),
    backend: async () => backendOf(cluster),
  });
  const statesOf = (cluster: FakeCluster) => new Set(Object.values(cluster.states()));

  test("a first start brings up all units, the job done and the server ready", async () => {
    const cluster = new FakeCluster();
    expect((await runOn(start, contextOf(cluster))).exitCode).toBe(0);
    expect(cluster.container("temporal-schema")).toMatchObject({ state: "exited", exitCode: 0 });
    expect(cluster.isReady("temporal-server")).toBe(true);
  });

  test("images that are missing are pulled first, and one that nobody has ends the start before anything is made", async () => {
    const cluster = new FakeCluster();
    cluster.images.delete("temporalio/ui:2.21.3");
    const { facts } = await failureOf(() => runOn(start, contextOf(cluster)));
    expect(facts.code).toBe("IMAGE_PULL_FAILED");
    expect(cluster.states()).toEqual({});
    cluster.pullable.add("temporalio/ui:2.21.3");
    expect((await runOn(start, contextOf(cluster))).exitCode).toBe(0);
  });

  test("a stopped cluster is started again, and a running one is left alone", async () => {
    const cluster = FakeCluster.running();
    await runOn(stop, contextOf(cluster));
    expect(statesOf(cluster)).toEqual(new Set(["exited"]));
    await runOn(start, contextOf(cluster));
    expect(cluster.isReady("temporal-server")).toBe(true);
    const before = new Map(cluster.startedAtMs);
    await runOn(start, contextOf(cluster));
    expect(cluster.startedAtMs).toEqual(before);
  });

  test("a restart of one service touches no other", async () => {
    const cluster = FakeCluster.running();
    const before = new Map(cluster.startedAtMs);
    await runOn(restart, contextOf(cluster), inputOf({}, { services: ["temporal-web"] }));
    const changed = [...cluster.startedAtMs].filter(([name, ms]) => before.get(name) !== ms).map(([name]) => name);
    expect(changed).toEqual(["temporal-web"]);
  });

  test("a job that fails ends the start, and the server is left alone", async () => {
    const cluster = new FakeCluster();
    cluster.schemaExitCode = 3;
    const { facts } = await failureOf(() => runOn(start, contextOf(cluster)));
    expect(facts).toMatchObject({ code: "JOB_FAILED", service: "temporal-schema" });
    expect(cluster.container("temporal-server")?.state).toBe("created");
  });

  test("a unit that cannot be started is named", async () => {
    const cluster = new FakeCluster();
    cluster.refusals.set("temporal-web", "port is already allocated");
    const { facts } = await failureOf(() => runOn(start, contextOf(cluster)));
    expect(facts).toMatchObject({ code: "CONTAINER_NOT_STARTED", service: "temporal-web" });
  });

  test("down keeps the data, and reset does not", async () => {
    const cluster = FakeCluster.running();
    cluster.volumes = [volume("temporal-postgres-data"), volume("temporal-elasticsearch-data")];
    await runOn(down, contextOf(cluster));
    expect([cluster.states(), cluster.volumes.length]).toEqual([{}, 2]);
    await runOn(reset, contextOf(cluster), inputOf({ yes: true }));
    expect(cluster.volumes).toEqual([]);
  });

  test("what the settings ask for no more is removed, and what stays is ready at once", async () => {
    const cluster = FakeCluster.running({}, withThreeServers);
    cluster.settings = { ...cluster.settings, topology: testSettings().topology };
    const before = cluster.clock.now();
    expect((await runOn(start, contextOf(cluster))).exitCode).toBe(0);
    expect(Object.keys(cluster.states()).filter((name) => name.startsWith("temporal-server"))).toEqual([
      "temporal-server",
    ]);
    expect(cluster.clock.now() - before).toBeLessThan(30_000);
  });

  test("a store that is somewhere else is neither made, stopped nor removed", async () => {
    const cluster = new FakeCluster({}, withExternalPostgres);
    cluster.elsewhere.add("temporal-postgres");
    expect((await runOn(start, contextOf(cluster))).exitCode).toBe(0);
    expect(cluster.container("temporal-postgres")).toBeUndefined();
    expect(cluster.isReady("temporal-server")).toBe(true);
    expect((await runOn(status, contextOf(cluster))).exitCode).toBe(0);
    await runOn(stop, contextOf(cluster));
    expect(statesOf(cluster)).toEqual(new Set(["exited"]));
  });

  test("a unit that publishes nothing is waited for by its own health check", async () => {
    const cluster = new FakeCluster({}, withThreeServers);
    cluster.refusals.clear();
    const starting = runOn(start, contextOf(cluster));
    cluster.unhealthyUntilMs.set("temporal-server-2", cluster.clock.now() + 20_000);
    const before = cluster.clock.now();
    expect((await starting).exitCode).toBe(0);
    expect(cluster.clock.now() - before).toBeGreaterThan(15_000);
  });

  const others: readonly (readonly [string, Topology, readonly string[]])[] = [
    ["an add-on with a volume", withAddon, [addon.name]],
    ["three units of the server", withThreeServers, ["temporal-server", "temporal-server-2", "temporal-server-3"]],
  ];

  test.each(others)("%s is started, stopped and removed with the rest", async (_name, topology, units) => {
    const cluster = new FakeCluster({}, topology);
    await runOn(start, contextOf(cluster));
    for (const unit of units) expect(cluster.container(unit)?.state).toBe("running");
    expect((await runOn(status, contextOf(cluster))).data).toMatchObject({ verdict: "healthy" });
    const asked = contextOf(cluster);
    await runOn(logs, asked, inputOf({}, { services: [...units] }));
    await runOn(doctor, asked, inputOf({}));
    await runOn(stop, contextOf(cluster));
    expect(statesOf(cluster)).toEqual(new Set(["exited"]));
    await runOn(down, contextOf(cluster));
    expect(cluster.states()).toEqual({});
  });
});
