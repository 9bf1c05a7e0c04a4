import type { StoreAddress } from "../interfaces/stores.ts";
import type { ExecutionKey, ExecutionRow, Executions } from "../interfaces/visibility.ts";
import { postgresqlClient } from "./postgresql-client.ts";

const timeoutMs = 60_000;
const pageRows = 1_000;

const columns =
  "e.shard_id, s.range_id, e.namespace_id, e.workflow_id, e.run_id, e.next_event_id, e.data, e.state FROM executions e JOIN shards s USING (shard_id)";
const key = "(e.shard_id, e.namespace_id, e.workflow_id, e.run_id)";

/** @throws Error of the client where the database does not let it in */
export async function openExecutions(address: StoreAddress): Promise<Executions> {
  const client = postgresqlClient(address, timeoutMs);
  await client.connect();
  return {
    async *pages(namespaceId) {
      let last: readonly unknown[] = [-1, Buffer.alloc(0), "", Buffer.alloc(0)];
      for (;;) {
        const { rows } = await client.query<Row>({
          name: "page",
          text: `SELECT ${columns} WHERE ${key} > ($1, $2, $3, $4) AND ($5::bytea IS NULL OR e.namespace_id = $5) ORDER BY 1, 3, 4, 5 LIMIT ${String(pageRows)}`,
          values: [...last, namespaceId ?? null],
        });
        const end = rows.at(-1);
        if (end === undefined) return;
        last = [end.shard_id, end.namespace_id, end.workflow_id, end.run_id];
        yield rows.map(rowOf);
      }
    },
    async rows(keys) {
      const { rows } = await client.query<Row>({
        name: "rows",
        text: `SELECT ${columns} JOIN unnest($1::int[], $2::bytea[], $3::text[], $4::bytea[]) AS k (a, b, c, d) ON ${key} = (k.a, k.b, k.c, k.d)`,
        values: valuesOf(keys),
      });
      return rows.map(rowOf);
    },
    async namespaceId(name) {
      const { rows } = await client.query<{ id: Uint8Array }>("SELECT id FROM namespaces WHERE name = $1", [name]);
      return rows[0]?.id;
    },
    async estimate() {
      const { rows } = await client.query<{ rows: string }>(
        "SELECT greatest(reltuples, 0)::bigint AS rows FROM pg_class WHERE oid = 'executions'::regclass",
      );
      return Number(rows[0]?.rows ?? 0);
    },
    close: () => client.end().catch(() => undefined),
  };
}

interface Row {
  readonly shard_id: number;
  readonly range_id: string;
  readonly namespace_id: Uint8Array;
  readonly workflow_id: string;
  readonly run_id: Uint8Array;
  readonly next_event_id: string;
  readonly data: Uint8Array;
  readonly state: Uint8Array;
}

function rowOf(row: Row): ExecutionRow {
  return {
    shardId: row.shard_id,
    rangeId: BigInt(row.range_id),
    namespaceId: row.namespace_id,
    workflowId: row.workflow_id,
    runId: row.run_id,
    nextEventId: BigInt(row.next_event_id),
    data: row.data,
    state: row.state,
  };
}

function valuesOf(keys: readonly ExecutionKey[]): readonly (readonly unknown[])[] {
  return [
    keys.map(({ shardId }) => shardId),
    keys.map(({ namespaceId }) => namespaceId),
    keys.map(({ workflowId }) => workflowId),
    keys.map(({ runId }) => runId),
  ];
}
