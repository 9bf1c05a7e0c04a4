import type { Database, DatabaseFacts } from "../interfaces/database.ts";
import type { Inside } from "../interfaces/dial.ts";
import type { StoreAddress } from "../interfaces/stores.ts";
import { type PostgresqlClient, postgresqlClient } from "./postgresql-client.ts";
import { identitySql, schemaVersionQuery, walSlotQuery } from "./queries.ts";
import { readServerRecord, writeServerRecord } from "./server-record.ts";

/** Counting the rows of a large table takes a while. */
const timeoutMs = 600_000;

/** @throws Error of the client where the database does not let it in */
export async function openDatabase(address: StoreAddress, way: Inside): Promise<Database> {
  const client = await postgresqlClient(address, timeoutMs, way);
  await client.connect();
  return {
    async facts() {
      const { rows: identity } = await client.query<{ version: string; identity: string; bytes: string }>(
        identityQuery,
      );
      const { rows: metadata } = await client.query<{ data: Uint8Array }>(
        "SELECT data FROM cluster_metadata_info ORDER BY metadata_partition, cluster_name",
      );
      const { rows: namespaces } = await client.query<{ id: Uint8Array; name: string; detail: Uint8Array }>(
        "SELECT id, name, data AS detail FROM namespaces ORDER BY name",
      );
      return {
        version: identity[0]?.version ?? "",
        identity: identity[0]?.identity ?? "",
        bytes: Number(identity[0]?.bytes ?? 0),
        schemas: await schemasOf(client, address, way),
        clusterMetadata: metadata.map(({ data }) => data),
        namespaces,
        ...(await walOf(client)),
      };
    },
    async counts() {
      const { rows } = await client.query<{ executions: string; open: string }>(
        "SELECT (SELECT count(*) FROM executions) AS executions, (SELECT count(*) FROM current_executions WHERE state IN (1, 2)) AS open",
      );
      return { executions: Number(rows[0]?.executions ?? 0), open: Number(rows[0]?.open ?? 0) };
    },
    async hasTables() {
      const { rows } = await client.query<{ found: boolean }>("SELECT to_regclass('executions') IS NOT NULL AS found");
      return rows[0]?.found ?? false;
    },
    async hasWorkflows() {
      const { rows } = await client.query<{ found: boolean }>(
        "SELECT EXISTS (SELECT 1 FROM executions WHERE namespace_id <> decode($1, 'hex')) AS found",
        [systemNamespaceId],
      );
      return rows[0]?.found ?? false;
    },
    async packsByZstd() {
      const { rows } = await client.query<{ found: boolean }>(
        "SELECT count(*) > 0 AS found FROM pg_config WHERE name = 'CONFIGURE' AND setting LIKE '%--with-zstd%'",
      );
      return rows[0]?.found ?? false;
    },
    async holdLog() {
      await client.query("SELECT pg_create_physical_replication_slot($1, true, true)", [
        `temporal_start_${String(process.pid)}`,
      ]);
    },
    async copyProgress() {
      const { rows } = await client.query<{ copied: string; total: string | null }>(
        "SELECT backup_streamed AS copied, backup_total AS total FROM pg_stat_progress_basebackup ORDER BY pid DESC LIMIT 1",
      );
      const [row] = rows;
      return row?.total == null ? undefined : { copied: Number(row.copied), total: Number(row.total) };
    },
    async setPassword(role, password) {
      // PostgreSQL logs whole statements: all of them where it is told to, and those that take long or fail by itself.
      await client.query(
        "BEGIN; SET LOCAL log_statement TO none; SET LOCAL log_min_duration_statement TO -1; SET LOCAL log_min_error_statement TO panic; SET LOCAL password_encryption TO 'scram-sha-256'",
      );
      await client.query(`ALTER ROLE ${client.escapeIdentifier(role)} PASSWORD ${client.escapeLiteral(password)}`);
      await client.query("COMMIT");
    },
    serverRecord: () => readServerRecord(client),
    recordServer: (record) => writeServerRecord(client, address.database, record),
    close: () => client.end().catch(() => undefined),
  };
}

/** Of temporal-system, 32049b68-7872-4094-8e63-d0dd59896a83 in every cluster. */
const systemNamespaceId = "32049b68787240948e63d0dd59896a83";

const identityQuery = `SELECT current_setting('server_version') AS version, ${identitySql} AS identity, (SELECT sum(pg_database_size(oid)) FROM pg_database) AS bytes FROM pg_control_system(), pg_database WHERE datname = current_database()`;

/** The visibility has a database of its own, which stays empty where Elasticsearch lists. */
async function schemasOf(
  own: PostgresqlClient,
  address: StoreAddress,
  way: Inside,
): Promise<Readonly<Record<string, string>>> {
  const other = `${address.database}_visibility`;
  const client = await postgresqlClient({ ...address, database: other }, timeoutMs, way);
  try {
    await client.connect();
    return { [address.database]: await schemaOf(own), [other]: await schemaOf(client) };
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function walOf(client: PostgresqlClient): Promise<Pick<DatabaseFacts, "wal">> {
  const { rows } = await client.query<{ slot: string; file: string; file_bytes: string }>(walSlotQuery);
  const [row] = rows;
  return row === undefined ? {} : { wal: { slot: row.slot, file: row.file, fileBytes: Number(row.file_bytes) } };
}

async function schemaOf(client: PostgresqlClient): Promise<string> {
  const { rows } = await client.query<{ curr_version: string }>(schemaVersionQuery);
  return rows[0]?.curr_version ?? "0.0";
}
