import { defined } from "../defined.ts";
import type { ServerRecord } from "../interfaces/database.ts";
import type { PostgresqlClient } from "./postgresql-client.ts";

/** Settings of the database. Twin: compose/schema/postgres-version.sh. */
const names = {
  version: "temporal_start.server",
  underWay: "temporal_start.upgrade",
  before: "temporal_start.before",
} as const;

/** Of all roles. */
const settingsQuery =
  "SELECT unnest(setconfig) AS line FROM pg_db_role_setting JOIN pg_database ON pg_database.oid = setdatabase WHERE setrole = 0 AND datname = current_database()";

/** As it stands in the catalogue: a session that is open already keeps the values of its beginning. */
export async function readServerRecord(client: PostgresqlClient): Promise<ServerRecord> {
  const { rows } = await client.query<{ line: string }>(settingsQuery);
  const valueOf = (name: string): string | undefined =>
    rows.find(({ line }) => line.startsWith(`${name}=`))?.line.slice(name.length + 1);
  const [from, to] = valueOf(names.underWay)?.split(" ") ?? [];
  const underWay = from === undefined || to === undefined ? undefined : { from, to };
  return defined({ version: valueOf(names.version), underWay, before: valueOf(names.before) });
}

/** In one transaction. */
export async function writeServerRecord(
  client: PostgresqlClient,
  database: string,
  { version, underWay, before }: ServerRecord,
): Promise<void> {
  const values = {
    [names.version]: version,
    [names.underWay]: underWay === undefined ? undefined : `${underWay.from} ${underWay.to}`,
    [names.before]: before,
  };
  const changes = Object.entries(values).map(
    ([name, value]) =>
      `ALTER DATABASE ${client.escapeIdentifier(database)} ${value === undefined ? `RESET ${name}` : `SET ${name} = ${client.escapeLiteral(value)}`}`,
  );
  await client.query(["BEGIN", ...changes, "COMMIT"].join(";"));
}
