import { describe, expect, test } from "vitest";
import { restart } from "../../../src/commands/restart/restart.ts";
import { start } from "../../../src/commands/start/start.ts";
import { foreignContainer, volume } from "../../support/containers.ts";
import { failureOf } from "../../support/expect-failure.ts";
import { FakeCluster } from "../../support/fake-cluster.ts";
import { fakeContext, inputOf, runOn } from "../../support/fake-context.ts";

const composeVersion = "docker compose version --short";

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
      "a network of somebody else with our name",
      "NAME_TAKEN",
      (cluster: FakeCluster) => {
        cluster.networks.push({ name: "temporal-network", subnets: [], marks: {} });
      },
    ],
    [
      "data of another version",
      "OTHER_DATA_VERSION",
      (cluster: FakeCluster) => void cluster.volumes.push(volume("temporal-postgres-data", { dataVersion: "14" })),
    ],
    [
      "a missing dynamic configuration",
      "CONFIG_MISSING",
      (cluster: FakeCluster) => void (cluster.isConfigMissing = true),
    ],
    [
      "a Compose that is too old",
      "COMPOSE_TOO_OLD",
      (cluster: FakeCluster) => {
        cluster.programs.set(composeVersion, { exitCode: 0, stdout: "v2.6.0\n", stderr: "" });
      },
    ],
    [
      "no Compose",
      "COMPOSE_MISSING",
      (cluster: FakeCluster) => {
        cluster.programs.set(composeVersion, { exitCode: 1, stdout: "", stderr: "unknown flag: --short" });
      },
    ],
    ["a disk that is full", "DISK_FULL", (cluster: FakeCluster) => void (cluster.host.free = 1_000_000)],
    [
      "too little memory",
      "MEMORY_TOO_SMALL",
      (cluster: FakeCluster) => void (cluster.engineInfo = { ...cluster.engineInfo, memoryBytes: 400_000_000 }),
    ],
    [
      "no address range",
      "ADDRESSES_EXHAUSTED",
      (cluster: FakeCluster) => {
        cluster.engineInfo = { ...cluster.engineInfo, addressPools: [{ base: "10.10.0.0/16", size: 16 }] };
        cluster.networks.push({ name: "shop", subnets: ["10.10.0.0/16"], marks: {} });
      },
    ],
    [
      "Windows containers",
      "PLATFORM_UNSUPPORTED",
      (cluster: FakeCluster) => void (cluster.engineInfo = { ...cluster.engineInfo, osType: "windows" }),
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
    const planned = await runOn(start, fakeContext(cluster), inputOf({ dryRun: true }));
    expect({ exitCode: planned.exitCode, text: planned.text }).toEqual({
      exitCode: 6,
      text: expect.stringContaining(`  ${code}: `) as string,
    });
  });

  test("an old engine, where there is something to do", async () => {
    const cluster = new FakeCluster();
    cluster.engineInfo = { ...cluster.engineInfo, apiVersion: "1.40" };
    const { facts, exitCode } = await failureOf(() => runOn(start, fakeContext(cluster)));
    expect({ code: facts.code, exitCode }).toEqual({ code: "ENGINE_TOO_OLD", exitCode: 6 });
    expect(cluster.states()).toEqual({});
    for (const container of FakeCluster.running().containers.values()) cluster.put(container);
    expect((await runOn(start, fakeContext(cluster))).exitCode).toBe(0);
  });

  test("several things are named together, whoever found them", async () => {
    const cluster = new FakeCluster();
    cluster.heldPorts.set(7233, "taken").set(8088, "taken");
    cluster.host.free = 1_000_000;
    cluster.engineInfo = { ...cluster.engineInfo, memoryBytes: 2_000_000_000 };
    const context = fakeContext(cluster);
    const { facts } = await failureOf(() => runOn(start, context));
    expect(context.seen.warnings).toEqual([]);
    expect(facts.code).toBe("START_BLOCKED");
    expect(facts.details?.filter((_, index) => index % 2 === 0)).toEqual([
      "Port 7233 for temporal-server is taken by another program.",
      "Port 8088 for temporal-web is taken by another program.",
      "Disk: 1 MB free for /var/lib/docker; Elasticsearch writes nothing below 256 MB.",
    ]);
    expect(facts.actions).toHaveLength(3);
  });

  test("a start that would undo itself has nothing to undo", async () => {
    const cluster = new FakeCluster();
    cluster.host.free = 1_000_000;
    const context = fakeContext(cluster);
    await failureOf(() => runOn(start, context, inputOf({ rollback: true })));
    expect(context.seen.notes).toEqual([]);
  });

  test("a restart, before it stops what runs", async () => {
    const cluster = FakeCluster.running();
    cluster.host.free = 1_000_000;
    const before = cluster.states();
    expect((await failureOf(() => runOn(restart, fakeContext(cluster)))).facts.code).toBe("DISK_FULL");
    expect(cluster.states()).toEqual(before);
  });

  test("a port for other machines that no setting means, first start or not", async () => {
    const open = { TEMPORAL_SERVER_BIND_ADDRESS: "0.0.0.0" };
    const running = FakeCluster.running(open);
    running.configHashes["temporal-server"] = "other";
    for (const cluster of [new FakeCluster(open), running]) {
      const before = cluster.states();
      const { facts, exitCode } = await failureOf(() => runOn(start, fakeContext(cluster)));
      expect({ code: facts.code, exitCode }).toEqual({ code: "EXPOSED_UNASKED", exitCode: 6 });
      expect(cluster.states()).toEqual(before);
    }
    const meant = new FakeCluster({ ...open, TEMPORAL_EXPOSE: "insecure" });
    expect((await runOn(start, fakeContext(meant))).exitCode).toBe(0);
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

  test("that two services exchange is not in the way", async () => {
    const cluster = FakeCluster.running({ TEMPORAL_WEB_PORT: "9200", ELASTICSEARCH_PORT: "8088" });
    const published = (hostPort: number, containerPort: number) => ({
      ports: [{ hostAddress: "127.0.0.1", hostPort, containerPort }],
    });
    cluster.change("temporal-web", published(8088, 8080));
    cluster.change("temporal-elasticsearch", published(9200, 9200));
    for (const name of ["temporal-web", "temporal-elasticsearch"]) cluster.configHashes[name] = "other";
    cluster.heldPorts.set(8088, "taken").set(9200, "taken");
    expect((await runOn(start, fakeContext(cluster))).exitCode).toBe(0);
  });
});
