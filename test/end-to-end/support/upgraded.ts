import type { Client } from "@temporalio/client";
import { expect } from "vitest";
import type { Cluster } from "./cluster.ts";
import { startOrExplain } from "./cluster.ts";
import { historiesOf, listed } from "./executions.ts";
import { connectClient, taskQueue } from "./temporal.ts";
import { addAttributes, attributeQueries, runWorkload } from "./workload.ts";

/** Nobody works on it. */
export const idleQueue = `${taskQueue}-nobody`;

const closed = ["completed", "failed", "cancelled", "terminated", "timed-out", "relabelled"] as const;

export interface WorkedCluster {
  readonly client: Client;
  /** Of the workflows that were closed before. */
  readonly histories: readonly unknown[];
}

/** Starts a cluster, and in it workflows of every kind and a schedule that acts every two seconds, `ticking`. */
export async function startWithWorkflows(cluster: Cluster): Promise<WorkedCluster> {
  await startOrExplain(cluster);
  await addAttributes(cluster);
  const client = await connectClient(cluster);
  await runWorkload(cluster, client);
  await client.schedule.create({
    scheduleId: "ticking",
    spec: { intervals: [{ every: "2s" }] },
    action: { type: "startWorkflow", workflowType: "greet", args: ["tick"], taskQueue: idleQueue },
    policies: { overlap: "ALLOW_ALL" },
  });
  return { client, histories: await historiesOf(client, closed) };
}

/** All that was there is there, in the database and in the index. */
export async function expectAllThere(cluster: Cluster, { client, histories }: WorkedCluster): Promise<void> {
  expect(await historiesOf(client, closed)).toEqual(histories);
  const counts = await Promise.all(attributeQueries.map(async (query) => (await client.workflow.count(query)).count));
  expect(counts).toEqual(attributeQueries.map(() => 1));
  const check = await cluster.run("visibility", "check");
  expect(check.exitCode, check.stdout).toBe(0);
  expect((await cluster.status()).report).toMatchObject({ verdict: "healthy", notices: [] });
}

/** What was acknowledged is listed, if not at once. */
export async function expectListed(client: Client, workflowIds: readonly string[]): Promise<void> {
  const lost = async (): Promise<readonly string[]> => {
    const ids = new Set([...(await listed(client)).keys()].map((run) => run.split(" ")[0]));
    return workflowIds.filter((id) => !ids.has(id));
  };
  await expect.poll(lost, { timeout: 30_000, interval: 1_000 }).toEqual([]);
}
