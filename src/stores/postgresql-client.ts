import type { Socket } from "node:net";
import pg from "pg";
import { defined } from "../defined.ts";
import type { Inside, Line } from "../interfaces/dial.ts";
import type { StoreAddress } from "../interfaces/stores.ts";
import { DialledSocket } from "./dialled-socket.ts";

export type PostgresqlClient = pg.Client;

/** In the certificate of one that lets in nobody without TLS. */
const servername = "temporal-postgres";

/**
 * Not connected yet. A question that takes longer than its time fails, and so does a connection.
 * @throws Error, `code` ECONNREFUSED where nothing listens inside; TimeoutError; TemporalStartError CERTIFICATES_MISSING
 */
export async function postgresqlClient(
  address: StoreAddress,
  timeoutMs: number,
  { dial, authority }: Inside,
  questionTimeoutMs = timeoutMs,
): Promise<PostgresqlClient> {
  const { host, port, inside, isLoopback, user, password, database } = address;
  const to = inside === undefined ? undefined : { container: inside, port, ...defined({ isLoopback }) };
  // First: what it speaks is the affair of who made the container, which the settings may want another way by now.
  const line = to && (await dial(to, timeoutMs));
  const ca = line?.isSecured === true ? await orClosed(line, authority()) : undefined;
  // pg calls of a socket what this one has.
  const stream = line && (() => new DialledSocket(() => Promise.resolve(line)) as unknown as Socket);
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
    ssl: ca !== undefined && { ca, servername },
    sslnegotiation: "postgres",
    options: "-c search_path=public",
  });
  // A connection that breaks after it was made is reported here and not by the query alone.
  client.on("error", () => undefined);
  return client;
}

async function orClosed<Found>(line: Line, found: Promise<Found>): Promise<Found> {
  try {
    return await found;
  } catch (error) {
    line.close();
    throw error;
  }
}
