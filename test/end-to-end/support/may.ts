import type { Connection } from "@temporalio/client";
import type { Cluster } from "./cluster.ts";
import type { Call } from "./namespace-calls.ts";
import { securedConnection } from "./secured-client.ts";

/** Whether a call with a token is let in: `yes`, or why not. */
export async function may(cluster: Cluster, token: string | undefined, call: Call): Promise<string> {
  let connection: Connection | undefined;
  try {
    connection = await securedConnection(cluster, token);
    await call(connection);
    return "yes";
  } catch (error) {
    const text =
      error instanceof Error
        ? `${error.message} ${error.cause instanceof Error ? error.cause.message : ""}`
        : String(error);
    // Nobody waits for work here: it was let in.
    return text.includes("Context timeout is too short") ? "yes" : text;
  } finally {
    await connection?.close();
  }
}
