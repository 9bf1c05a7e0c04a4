import { describe, expect, test } from "vitest";
import { start } from "../../src/commands/start.ts";
import { labels } from "../../src/stack/labels.ts";
import { foreignContainer, volume } from "../support/containers.ts";
import { failureOf } from "../support/expect-failure.ts";
import { FakeCluster } from "../support/fake-cluster.ts";
import { fakeContext, runOn } from "../support/fake-context.ts";

describe("start with something in the way ends with 6 and touches nothing", () => {
  test.each([
    ["a taken port", "PORT_TAKEN", (cluster: FakeCluster) => void cluster.heldPorts.set(7233, "taken")],
    ["a forbidden port", "PORT_FORBIDDEN", (cluster: FakeCluster) => void cluster.heldPorts.set(7233, "forbidden")],
    [
      "a stranger with our name",
      "NAME_TAKEN",
      (cluster: FakeCluster) => {
        cluster.put(foreignContainer("temporal-web"));
      },
    ],
    [
      "data of another version",
      "OTHER_DATA_VERSION",
      (cluster: FakeCluster) =>
        void cluster.volumes.push(volume("temporal-postgres-data", { [labels.dataVersion]: "14" })),
    ],
    [
      "a missing dynamic configuration",
      "CONFIG_MISSING",
      (cluster: FakeCluster) => void (cluster.isConfigMissing = true),
    ],
  ])("%s", async (_, code, arrange) => {
    const cluster = new FakeCluster();
    arrange(cluster);
    const before = cluster.states();
    const { facts, exitCode } = await failureOf(() => runOn(start, fakeContext(cluster)));
    expect(facts.code).toBe(code);
    expect(exitCode).toBe(6);
    expect(facts.details?.[1]).toMatch(/^→ /);
    expect(cluster.states()).toEqual(before);
  });

  test("an old engine, before the first containers are made", async () => {
    const cluster = new FakeCluster();
    cluster.engineInfo = { ...cluster.engineInfo, apiVersion: "1.40" };
    const { facts, exitCode } = await failureOf(() => runOn(start, fakeContext(cluster)));
    expect({ code: facts.code, exitCode }).toEqual({ code: "ENGINE_TOO_OLD", exitCode: 6 });
    expect(cluster.states()).toEqual({});
    for (const container of FakeCluster.running().containers.values()) cluster.put(container);
    expect((await runOn(start, fakeContext(cluster))).exitCode).toBe(0);
  });

  test("several things are named together", async () => {
    const cluster = new FakeCluster();
    cluster.heldPorts.set(7233, "taken").set(8088, "taken");
    const { facts } = await failureOf(() => runOn(start, fakeContext(cluster)));
    expect(facts.code).toBe("START_BLOCKED");
    expect(facts.details).toHaveLength(4);
  });

  test("a container that holds the port is named", async () => {
    const cluster = new FakeCluster();
    cluster.heldPorts.set(9200, "taken");
    cluster.put(
      foreignContainer("shop-search", { ports: [{ hostAddress: "0.0.0.0", hostPort: 9200, containerPort: 9200 }] }),
    );
    const { facts } = await failureOf(() => runOn(start, fakeContext(cluster)));
    expect(facts.details?.[0]).toBe("Port 9200 for temporal-elasticsearch is taken by container shop-search.");
  });
});

describe("a port of a running cluster", () => {
  test("that our own container holds is not in the way", async () => {
    const cluster = FakeCluster.running();
    cluster.heldPorts.set(7233, "taken");
    expect((await runOn(start, fakeContext(cluster))).exitCode).toBe(0);
  });

  test("that is new and taken is found before the running container is replaced", async () => {
    const cluster = FakeCluster.running({ TEMPORAL_WEB_PORT: "8099" });
    cluster.change("temporal-web", { ports: [{ hostAddress: "127.0.0.1", hostPort: 8088, containerPort: 8080 }] });
    cluster.configHashes["temporal-web"] = "other";
    cluster.heldPorts.set(8099, "taken");
    const { facts } = await failureOf(() => runOn(start, fakeContext(cluster)));
    expect(facts.code).toBe("PORT_TAKEN");
    expect(cluster.container("temporal-web")?.state).toBe("running");
  });
});

test("an engine with little memory is a warning, and the cluster starts", async () => {
  const cluster = new FakeCluster();
  cluster.engineInfo = { ...cluster.engineInfo, memoryBytes: 2_000_000_000 };
  const context = fakeContext(cluster);
  expect((await runOn(start, context)).exitCode).toBe(0);
  expect(context.seen.warnings).toEqual([expect.stringMatching(/^The engine has 1\.9 GB of memory/)]);
});
