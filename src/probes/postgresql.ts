import { causeMessage } from "../errors.ts";
import type { Inside } from "../interfaces/dial.ts";
import { type PostgresqlClient, postgresqlClient } from "../stores/postgresql-client.ts";
import { identitySql, idleSlotsSql, recordedServerSql, schemaVersionQuery } from "../stores/queries.ts";
import type { ProbeOutcome, ProbeSpec } from "./probe.ts";

export type PostgresqlSpec = Omit<Extract<ProbeSpec, { kind: "postgresql" }>, "kind">;
type SchemaSpec = Extract<ProbeSpec, { kind: "schema" }>;

/** What a connection attempt came to: the server's version, or whatever was thrown. */
export type PostgresqlAnswer =
  | {
      readonly version: string;
      readonly database: string;
      /** Replication slots of ours through which nobody receives; PostgreSQL keeps what it writes for them. */
      readonly idleSlots?: number;
    }
  | { readonly error: unknown };
export type SchemaAnswer =
  | { readonly version: string; readonly hasTables: boolean; readonly server: string }
  | { readonly error: unknown };

/** Logs in and asks for the version: a port that is open proves nothing. */
export function askPostgresql(spec: PostgresqlSpec, timeoutMs: number, way: Inside): Promise<PostgresqlAnswer> {
  return connected(spec, timeoutMs, way, async (client) => {
    const { rows } = await client.query<{ version: string; database: string; idle: string }>(identityQuery);
    const [row] = rows;
    return { version: row?.version ?? "", database: row?.database ?? "", idleSlots: Number(row?.idle ?? 0) };
  });
}

const identityQuery = `SELECT current_setting('server_version') AS version, ${identitySql} AS database, ${idleSlotsSql} AS idle FROM pg_control_system(), pg_database WHERE datname = current_database()`;

/** Asks what temporal-sql-tool has recorded: 0.0 where it has not. Changes nothing. */
export function askSchema(spec: SchemaSpec, timeoutMs: number, way: Inside): Promise<SchemaAnswer> {
  return connected(spec, timeoutMs, way, async (client) => {
    const { rows } = await client.query<{ recorded: boolean; tables: boolean; server: string }>(
      `SELECT to_regclass('schema_version') IS NOT NULL AS recorded, to_regclass($1) IS NOT NULL AS tables, ${recordedServerSql} AS server`,
      [spec.firstTable],
    );
    const hasTables = rows[0]?.tables === true;
    const server = rows[0]?.server ?? "";
    if (rows[0]?.recorded !== true) return { version: "0.0", hasTables, server };
    const { rows: versions } = await client.query<{ curr_version: string }>(schemaVersionQuery);
    return { version: versions[0]?.curr_version ?? "0.0", hasTables, server };
  });
}

export async function connected<Answer>(
  spec: PostgresqlSpec,
  timeoutMs: number,
  way: Inside,
  ask: (client: PostgresqlClient) => Promise<Answer>,
): Promise<Answer | { readonly error: unknown }> {
  let client: PostgresqlClient | undefined;
  try {
    client = await postgresqlClient(spec, timeoutMs, way);
    await client.connect();
    return await ask(client);
  } catch (error) {
    return { error };
  } finally {
    void client?.end().catch(() => undefined);
  }
}

const startingUp: ProbeOutcome = {
  ok: false,
  fault: "starting",
  message: "PostgreSQL is starting up or shutting down.",
};

const refusedPassword = ({ user }: PostgresqlSpec): ProbeOutcome => ({
  ok: false,
  fault: "wrong-password",
  message: `PostgreSQL refuses the password of role "${user}".`,
  hint: "The password is fixed by the first start of the data volume: set POSTGRES_PASSWORD to that one, or give the role the one of the settings: temporal-start secrets rotate postgres-password.",
});

/** What a refused password comes to where the log of PostgreSQL says that it has no such role. */
export const missingRole = ({ user }: Pick<PostgresqlSpec, "user">): ProbeOutcome => ({
  ok: false,
  fault: "missing-role",
  message: `The data volume has no role "${user}".`,
  hint: "The role is made by the first start of the data volume: set POSTGRES_USER and POSTGRES_PASSWORD to those, or create the role in the database.",
});

/** What SQLSTATEs and socket errors mean (PostgreSQL 15, appendix A). */
const outcomeOfCode: Readonly<Record<string, (spec: PostgresqlSpec) => ProbeOutcome>> = {
  ECONNREFUSED: (spec) => ({ ok: false, fault: "refused", message: `Nothing listens on ${placeOf(spec)}.` }),
  ECONNRESET: () => startingUp,
  EPIPE: () => startingUp,
  "57P01": () => startingUp,
  "57P02": () => startingUp,
  "57P03": () => startingUp,
  "28P01": refusedPassword,
  "28000": refusedPassword,
  "3D000": ({ database }) => ({
    ok: false,
    fault: "missing-database",
    message: `Database "${database}" does not exist.`,
    hint: "Set POSTGRES_DB to the database that the data volume was initialised with.",
  }),
};

/** Tells the answers of PostgreSQL apart by their SQLSTATE and the socket's error code. */
export function interpretPostgresql(answer: PostgresqlAnswer, spec: PostgresqlSpec): ProbeOutcome {
  if ("version" in answer) {
    const version = answer.version.split(" ")[0] ?? "";
    const { idleSlots = 0 } = answer;
    return {
      ok: true,
      summary: `database ${spec.database} · ${version}`,
      facts: { version, database: answer.database, ...(idleSlots > 0 && { idleSlots }) },
    };
  }
  return interpretRefusal(answer.error, spec);
}

export function interpretSchema(answer: SchemaAnswer, spec: SchemaSpec): ProbeOutcome {
  if ("error" in answer) return interpretRefusal(answer.error, spec);
  const { version, hasTables, server } = answer;
  const facts = { version, tables: hasTables ? "yes" : "no", server };
  return { ok: true, summary: `database ${spec.database} · schema ${version}`, facts };
}

export function interpretRefusal(error: unknown, spec: PostgresqlSpec): ProbeOutcome {
  const code = String((error as { code?: unknown } | undefined)?.code);
  const known =
    code === "28000" && /role ".*" does not exist/.test(causeMessage(error))
      ? missingRole(spec)
      : outcomeOfCode[code]?.(spec);
  if (known !== undefined) return known;
  const message = causeMessage(error);
  if (isCutOff(message)) return startingUp;
  if (/timeout/i.test(message)) return { ok: false, fault: "timeout", message: `No answer from ${placeOf(spec)}.` };
  return { ok: false, fault: "unexpected", message };
}

function placeOf({ host, port, inside }: PostgresqlSpec): string {
  if (inside !== undefined) return `port ${String(port)} of container ${inside}`;
  return `${host}:${String(port)}`;
}

/** The engine's proxy accepts a connection before PostgreSQL listens, and then drops it. */
function isCutOff(message: string): boolean {
  return /connection terminated unexpectedly/i.test(message);
}
