import type { Client } from "@temporalio/client";
import { beforeAll, describe, expect, it } from "vitest";
import { startOrExplain, useOwnCluster } from "./support/cluster.ts";
import { inspect, ownedBy } from "./support/docker.ts";
import type { Ended } from "./support/program.ts";
import { connectClient, taskQueue } from "./support/temporal.ts";

const containers = [
  "temporal-cli",
  "temporal-elasticsearch",
  "temporal-postgres",
  "temporal-schema",
  "temporal-server",
  "temporal-web",
];
const publishedPorts = [
  ["temporal-postgres", 5432],
  ["temporal-elasticsearch", 9200],
  ["temporal-server", 7233],
  ["temporal-web", 8080],
] as const;
const sevenDaysSeconds = 7 * 86_400;

describe("A start from nothing", async () => {
  const cluster = await useOwnCluster("cold");
  let started: Ended;
  let client: Client;
  let firstRunId: string;

  beforeAll(async () => {
    started = await startOrExplain(cluster);
    client = await connectClient(cluster);
    const handle = await client.workflow.start("greet", { args: ["you"], taskQueue, workflowId: "at-once" });
    firstRunId = handle.firstExecutionRunId;
    return () => client.connection.close();
  });

  it("ends with exit code 0 and tells the addresses and what to type next", () => {
    expect(started.exitCode).toBe(0);
    expect(started.stdout).toContain("The cluster is ready");
    expect(started.stdout).toContain(`postgresql://127.0.0.1:${String(cluster.port("temporal-postgres"))}`);
    expect(started.stdout).toContain(`http://127.0.0.1:${String(cluster.port("temporal-elasticsearch"))}`);
    expect(started.stdout).toContain(`127.0.0.1:${String(cluster.port("temporal-server"))}`);
    expect(started.stdout).toContain(`http://127.0.0.1:${String(cluster.port("temporal-web"))}`);
    expect(started.stdout).toContain(`temporal-start --instance ${cluster.instance} status`);
  });

  it("lets a client start a workflow the moment it returns", async () => {
    expect(firstRunId).not.toBe("");
    expect((await client.workflow.getHandle("at-once").describe()).status.name).toBe("RUNNING");
  });

  it("names containers, network and volumes after the instance", async () => {
    const named = (names: readonly string[]): string[] => names.map((name) => cluster.named(name)).sort();
    expect(await ownedBy(cluster.instance, "container")).toEqual(named(containers));
    expect(await ownedBy(cluster.instance, "network")).toEqual(named(["temporal-network"]));
    expect(await ownedBy(cluster.instance, "volume")).toEqual(
      named(["temporal-postgres-data", "temporal-elasticsearch-data"]),
    );
  });

  it("labels each container with its instance and service and puts it into the one network", async () => {
    for (const container of containers) {
      const { Config, NetworkSettings } = await inspect(cluster.named(container));
      expect(Config.Labels).toMatchObject({
        "io.temporal-start.instance": cluster.instance,
        "io.temporal-start.service": container,
      });
      expect(Object.keys(NetworkSettings.Networks)).toEqual([cluster.named("temporal-network")]);
    }
  });

  it.each(publishedPorts)("publishes %s, port %i, on 127.0.0.1 alone", async (container, port) => {
    const { Ports } = (await inspect(cluster.named(container))).NetworkSettings;
    const published = Object.values(Ports).flatMap((bindings) => bindings ?? []);
    expect(published).toEqual([{ HostIp: "127.0.0.1", HostPort: String(cluster.port(container)) }]);
    expect(Ports[`${String(port)}/tcp`]).toEqual(published);
  });

  it("keeps workflows of the default namespace for seven days", async () => {
    const { config } = await client.workflowService.describeNamespace({ namespace: "default" });
    expect(Number(config?.workflowExecutionRetentionTtl?.seconds)).toBe(sevenDaysSeconds);
  });

  it("is repeated without touching a container", async () => {
    const ids = async (): Promise<string[]> =>
      Promise.all(containers.map(async (name) => (await inspect(cluster.named(name))).Id));
    const before = await ids();
    const plan = await cluster.run("start", "--dry-run");
    const again = await cluster.run("start");
    const actions = plan.stdout.split("\n").map((line) => line.trim().split(/\s+/));
    expect(plan.stdout).toMatch(/^ {2}keep /m);
    expect(actions.filter(([action]) => !["Plan", "keep", "ensure", ""].includes(action ?? ""))).toEqual([]);
    expect(again.exitCode).toBe(0);
    expect(await ids()).toEqual(before);
  });
});
