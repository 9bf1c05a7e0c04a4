import type { Client } from "@temporalio/client";
import type { Cluster } from "./cluster.ts";
import { docker } from "./docker.ts";

/** Status of each run that is listed. */
export async function listed(client: Client): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for await (const { workflowId, runId, status } of client.workflow.list())
    found.set(`${workflowId} ${runId}`, status.name);
  return found;
}

/** Histories of closed workflows, event by event; fields of one event have no order. */
export async function historiesOf(client: Client, workflowIds: readonly string[]): Promise<readonly unknown[]> {
  return Promise.all(
    workflowIds.map(async (id): Promise<unknown> => {
      const { events } = await client.workflow.getHandle(id).fetchHistory();
      return JSON.parse(JSON.stringify(events));
    }),
  );
}

/** What a query answers, as psql prints it. */
export function sql(cluster: Cluster, query: string): Promise<string> {
  const psql = ["psql", "-U", "temporal", "-h", "127.0.0.1", "-At", "-c", query, "temporal"];
  return docker("exec", cluster.named("temporal-postgres"), ...psql);
}

export interface Due {
  /** Of the timers that delete closed workflows, seconds since the epoch, in their order. */
  readonly retention: readonly number[];
  /** Of those that wake a workflow within two hours. */
  readonly oneHour: readonly number[];
}

export async function dueTimes(cluster: Cluster): Promise<Due> {
  const times = async (condition: string): Promise<readonly number[]> => {
    const query = `SELECT round(extract(epoch FROM visibility_timestamp), 3) FROM timer_tasks WHERE ${condition} ORDER BY 1`;
    return (await sql(cluster, query)).split("\n").map(Number);
  };
  // The type of the task, 16, and the field after it.
  const retention = await times("encode(data, 'hex') LIKE '%201050%'");
  const oneHour = await times("visibility_timestamp BETWEEN now() + '30 minutes' AND now() + '2 hours'");
  return { retention, oneHour };
}
