import pg from "pg";
import type { StoreAddress } from "../interfaces/stores.ts";

export type PostgresqlClient = pg.Client;

/** Not connected yet. A question that takes longer than its time fails, and so does a connection. */
export function postgresqlClient(
  address: StoreAddress,
  timeoutMs: number,
  questionTimeoutMs = timeoutMs,
): PostgresqlClient {
  const { host, port, user, password, database } = address;
  const client = new pg.Client({
    host,
    port,
    user,
    password,
    database,
    connectionTimeoutMillis: timeoutMs,
    query_timeout: questionTimeoutMs,
    application_name: "temporal-start",
    // What pg would else take from PGSSLMODE, PGSSLNEGOTIATION and PGOPTIONS of a shell that is set up for another database.
    ssl: false,
    sslnegotiation: "postgres",
    options: "-c search_path=public",
  });
  // A connection that breaks after it was made is reported here and not by the query alone.
  client.on("error", () => undefined);
  return client;
}
