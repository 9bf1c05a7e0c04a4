import type { Client } from "@temporalio/client";
import { describe, expect, it } from "vitest";
import { type Cluster, startOrExplain, useSharedCluster } from "./support/cluster.ts";
import { inspect, ownedBy } from "./support/docker.ts";
import { connectClient, taskQueue, withWorker } from "./support/temporal.ts";
import { approve } from "./workflows/index.ts";

const killed = 137;
/** Started, and its first workflow task scheduled, started and completed. */
const eventsToWait = 4;
const services = [
  "temporal-postgres",
  "temporal-elasticsearch",
  "temporal-server",
  "temporal-web",
  "temporal-cli",
] as const;

async function withClient<Result>(cluster: Cluster, use: (client: Client) => Promise<Result>): Promise<Result> {
  const client = await connectClient(cluster);
  try {
    return await use(client);
  } finally {
    await client.connection.close();
  }
}

/** Starts an order that waits for its approval, and returns when its worker has brought it there. */
function beginOrder(cluster: Cluster, workflowId: string): Promise<void> {
  return withClient(cluster, (client) =>
    withWorker(cluster, "default", async () => {
      const handle = await client.workflow.start("approvedOrder", { args: [workflowId], taskQueue, workflowId });
      await expect
        .poll(async () => (await handle.fetchHistory()).events?.length, { timeout: 20_000 })
        .toBe(eventsToWait);
    }),
  );
}

function approveOrder(cluster: Cluster, workflowId: string): Promise<string> {
  return withClient(cluster, (client) =>
    withWorker(cluster, "default", async () => {
      const handle = client.workflow.getHandle(workflowId);
      await handle.signal(approve, "Ada");
      return handle.result() as Promise<string>;
    }),
  );
}

async function eventTypes(cluster: Cluster, workflowId: string): Promise<readonly number[]> {
  return withClient(cluster, async (client) => {
    const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
    return (events ?? []).map(({ eventType }) => Number(eventType));
  });
}

const startTimes = (cluster: Cluster): Promise<readonly string[]> =>
  Promise.all(services.map(async (name) => (await inspect(cluster.named(name))).State.StartedAt));

describe("A workflow that waits", () => {
  const cluster = useSharedCluster();

  it("goes on where it was after stop and start", async () => {
    await beginOrder(cluster, "over-a-stop");
    const before = await eventTypes(cluster, "over-a-stop");

    const stopped = await cluster.run("stop");
    const ended = await Promise.all(services.map(async (name) => (await inspect(cluster.named(name))).State));
    const { exitCode, report } = await cluster.status();

    expect(stopped.exitCode).toBe(0);
    expect(ended.map(({ Status }) => Status)).toEqual(services.map(() => "exited"));
    expect(ended.map(({ ExitCode }) => ExitCode)).not.toContain(killed);
    expect({ exitCode, verdict: report.verdict }).toEqual({ exitCode: 3, verdict: "stopped" });

    await startOrExplain(cluster);
    expect(await eventTypes(cluster, "over-a-stop")).toEqual(before);
    expect(await approveOrder(cluster, "over-a-stop")).toBe("over-a-stop approved by Ada");
    expect((await eventTypes(cluster, "over-a-stop")).slice(0, before.length)).toEqual(before);
  });

  it("is still there after down, which removes containers and network and keeps both volumes", async () => {
    await beginOrder(cluster, "over-a-down");

    const down = await cluster.run("down");

    expect(down.exitCode).toBe(0);
    expect(await ownedBy(cluster.instance, "container")).toEqual([]);
    expect(await ownedBy(cluster.instance, "network")).toEqual([]);
    expect(await ownedBy(cluster.instance, "volume")).toHaveLength(2);

    await startOrExplain(cluster);
    expect(await approveOrder(cluster, "over-a-down")).toBe("over-a-down approved by Ada");
  });
});

describe("restart", () => {
  const cluster = useSharedCluster();

  it("of one service leaves the others alone", async () => {
    const before = await startTimes(cluster);
    const restarted = await cluster.run("restart", "temporal-web");
    const after = await startTimes(cluster);
    expect(restarted.exitCode).toBe(0);
    expect(services.filter((_, index) => after[index] !== before[index])).toEqual(["temporal-web"]);
  });

  it("of all stops and starts every service and loses nothing", async () => {
    await beginOrder(cluster, "over-a-restart");
    const before = await startTimes(cluster);
    const restarted = await cluster.run("restart");
    const after = await startTimes(cluster);
    expect(restarted.exitCode).toBe(0);
    expect(services.filter((_, index) => after[index] === before[index])).toEqual([]);
    expect(await approveOrder(cluster, "over-a-restart")).toBe("over-a-restart approved by Ada");
  });
});
