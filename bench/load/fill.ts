import { Client, Connection } from "@temporalio/client";
import { cleanEnvironment } from "../cluster/environment.ts";
import type { OurCluster } from "../cluster/ours.ts";
import { BenchError } from "../harness/bench-error.ts";
import { mustRun } from "../measure/child.ts";
import { measureThroughput } from "./throughput.ts";

const open = 1_000;
const lanes = 50;

/** Runs some hundred workflows to their end, and leaves a thousand open that wait for a worker. */
export async function fillByWorkflows(cluster: OurCluster, signal: AbortSignal): Promise<void> {
  await measureThroughput(cluster.ports.server, signal);
  const connection = await Connection.connect({ address: `127.0.0.1:${String(cluster.ports.server)}` });
  const client = new Client({ connection });
  let next = 0;
  const lane = async (): Promise<void> => {
    for (;;) {
      next += 1;
      if (next > open) return;
      signal.throwIfAborted();
      const workflowId = `open-${String(next)}`;
      await client.workflow.start("greeting", { taskQueue: "bench-nobody", workflowId, args: ["you"] });
    }
  };
  try {
    await Promise.all(Array.from({ length: lanes }, lane));
  } finally {
    await connection.close();
  }
}

/**
 * Copies closed executions with their histories in the database until there are so many: all of the server's rows of each, under
 * another workflow and run. Where the server would look for them by their hash it does not find them; what reads tables does.
 */
export async function copyClosed(cluster: OurCluster, upTo: number, signal: AbortSignal): Promise<void> {
  const closed = async (): Promise<number> =>
    Number(await sql(cluster, "SELECT count(*) FROM current_executions WHERE state = 3", signal));
  const originals = Number(
    await sql(
      cluster,
      "SELECT count(*) FROM current_executions WHERE state = 3 AND workflow_id NOT LIKE '%~%'",
      signal,
    ),
  );
  if (originals === 0) throw new BenchError("There is no closed workflow to copy.");
  const before = await closed();
  // Numbers that no earlier copy has.
  await sql(cluster, copies(before, before + Math.round((upTo - before) / originals) - 1), signal);
  const after = await closed();
  if (Math.abs(after - upTo) > originals) throw new BenchError(`There are ${String(after)} closed workflows.`);
}

/** What a query answers, as psql prints it. */
async function sql(cluster: OurCluster, text: string, signal: AbortSignal): Promise<string> {
  const psql = ["psql", "--username", "temporal", "--host", "127.0.0.1", "-XqAt", "-v", "ON_ERROR_STOP=1", "-c", text];
  const line = ["exec", cluster.container("temporal-postgres"), ...psql, "temporal"];
  return (await mustRun("docker", line, { signal, env: cleanEnvironment() })).stdout.trim();
}

function copies(from: number, to: number): string {
  return `
CREATE FUNCTION pg_temp.copied(id bytea, n int) RETURNS bytea LANGUAGE sql IMMUTABLE
  AS $$ SELECT decode(md5(id || int4send(n)), 'hex') $$;
CREATE TEMP TABLE runs AS SELECT * FROM current_executions WHERE state = 3 AND workflow_id NOT LIKE '%~%';
INSERT INTO history_node SELECT h.shard_id, pg_temp.copied(tree_id, n), branch_id, node_id, txn_id, h.data, h.data_encoding, prev_txn_id
  FROM history_node h JOIN runs ON tree_id = run_id, generate_series(${String(from)}, ${String(to)}) n;
INSERT INTO history_tree SELECT h.shard_id, pg_temp.copied(tree_id, n), branch_id, h.data, h.data_encoding
  FROM history_tree h JOIN runs ON tree_id = run_id, generate_series(${String(from)}, ${String(to)}) n;
INSERT INTO executions SELECT e.shard_id, e.namespace_id, e.workflow_id || '~' || n, pg_temp.copied(e.run_id, n), next_event_id,
    e.last_write_version, e.data, e.data_encoding, e.state, e.state_encoding, e.db_record_version
  FROM executions e JOIN runs USING (namespace_id, workflow_id, run_id), generate_series(${String(from)}, ${String(to)}) n;
INSERT INTO current_executions SELECT shard_id, namespace_id, workflow_id || '~' || n, pg_temp.copied(run_id, n), create_request_id,
    state, status, start_version, last_write_version
  FROM runs, generate_series(${String(from)}, ${String(to)}) n;
ANALYZE`;
}
