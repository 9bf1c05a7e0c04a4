import type { Socket } from "node:net";
import pg from "pg";
import { defined } from "../defined.ts";
import type { Inside } from "../interfaces/dial.ts";
import type { StoreAddress } from "../interfaces/stores.ts";
import { DialledSocket } from "./dialled-socket.ts";

export type PostgresqlClient = pg.Client;

/** In the certificate of one that lets in nobody without TLS. */
const servername = "temporal-postgres";

/**
 * Not connected yet. A question that takes longer than its time fails, and so does a connection.
 * @throws TemporalStartError CERTIFICATES_MISSING
 */
export async function postgresqlClient(
  address: StoreAddress,
  timeoutMs: number,
  { dial, authority }: Inside,
  questionTimeoutMs = timeoutMs,
): Promise<PostgresqlClient> {
  const { host, port, inside, isLoopback, user, password, database } = address;
  const isSecured = inside !== undefined && isLoopback !== true;
  // pg calls of a socket what this one has.
  const stream =
    inside === undefined
      ? undefined
      : () =>
          new DialledSocket(
            dial,
            { container: inside, port, ...defined({ isLoopback }) },
            timeoutMs,
          ) as unknown as Socket;
  const client = new pg.Client({
    host,
    port,
    user,
    password,
    database,
    ...defined({ stream }),
    connectionTimeoutMillis: timeoutMs,
    query_timeout: questionTimeoutMs,
    application_name: "temporal-start",
    // What pg would else take from PGSSLMODE, PGSSLNEGOTIATION and PGOPTIONS of a shell that is set up for another database.
    ssl: isSecured && { ca: await authority(), servername },
    sslnegotiation: "postgres",
    options: "-c search_path=public",
  });
  // A connection that breaks after it was made is reported here and not by the query alone.
  client.on("error", () => undefined);
  return client;
}
