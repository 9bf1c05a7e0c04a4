import type { Inside } from "../interfaces/dial.ts";
import type { StoreAddress } from "../interfaces/stores.ts";
import type { ExecutionKey, ExecutionRow, Executions } from "../interfaces/visibility.ts";
import { type PostgresqlClient, postgresqlClient } from "./postgresql-client.ts";

const timeoutMs = 60_000;
const pageRows = 1_000;
const pageKeys = 5_000;
/** Of a question whose answer grows with the table: right after a restore nothing of it is in memory. */
const tableTimeoutMs = 600_000;

const columns =
  "e.shard_id, s.range_id, e.namespace_id, e.workflow_id, e.run_id, e.next_event_id, e.data, e.state FROM executions e JOIN shards s USING (shard_id)";
const key = "(e.shard_id, e.namespace_id, e.workflow_id, e.run_id)";

/** @throws Error of the client where the database does not let it in */
export async function openExecutions(address: StoreAddress, way: Inside): Promise<Executions> {
  const client = await postgresqlClient(address, timeoutMs, way, tableTimeoutMs);
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
    keys: (namespaceId) => keysOf(client, namespaceId),
    async count(namespaceId) {
      const { rows } = await client.query<{ count: string }>({
        name: "count",
        text: "SELECT count(*) FROM executions WHERE $1::bytea IS NULL OR namespace_id = $1",
        values: [namespaceId ?? null],
      });
      return Number(rows[0]?.count);
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

/** Sorted once, by PostgreSQL, which keeps what does not fit into its memory on its disk. */
async function* keysOf(
  client: PostgresqlClient,
  namespaceId: Uint8Array | undefined,
): AsyncGenerator<readonly ExecutionKey[]> {
  // A cursor takes no parameters; these are digits.
  const where =
    namespaceId === undefined ? "" : `WHERE namespace_id = '\\x${Buffer.from(namespaceId).toString("hex")}'`;
  await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  try {
    await client.query(
      `DECLARE keys NO SCROLL CURSOR FOR SELECT shard_id, namespace_id, workflow_id, run_id FROM executions ${where} ORDER BY 2, workflow_id COLLATE "C", 4`,
    );
    for (;;) {
      const { rows } = await client.query<KeyRow>(`FETCH ${String(pageKeys)} FROM keys`);
      if (rows.length === 0) return;
      yield rows.map(keyOf);
    }
  } finally {
    await client.query("ROLLBACK").catch(() => undefined);
  }
}

interface KeyRow {
  readonly shard_id: number;
  readonly namespace_id: Uint8Array;
  readonly workflow_id: string;
  readonly run_id: Uint8Array;
}

function keyOf(row: KeyRow): ExecutionKey {
  return { shardId: row.shard_id, namespaceId: row.namespace_id, workflowId: row.workflow_id, runId: row.run_id };
}

interface Row extends KeyRow {
  readonly range_id: string;
  readonly next_event_id: string;
  readonly data: Uint8Array;
  readonly state: Uint8Array;
}

function rowOf(row: Row): ExecutionRow {
  return {
    ...keyOf(row),
    rangeId: BigInt(row.range_id),
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
