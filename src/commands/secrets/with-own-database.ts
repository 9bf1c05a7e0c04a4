import { postgres } from "../../cluster/services/postgres.ts";
import { instanceName } from "../../cluster/settings/instance.ts";
import type { Database } from "../../interfaces/database.ts";
import { ownContainers } from "../../observe/own-containers.ts";
import { isRunning } from "../../plan/observed-state.ts";
import { startAsItIs, type WakeNeeds } from "../backup/wake-store.ts";
import type { Needs } from "../command.ts";

export type OwnDatabaseNeeds = WakeNeeds & Needs<"stores">;

const timeoutMs = 60_000;
const pauseMs = 300;

/**
 * Opens the database by what whoever may use the engine has anyway: inside its container, where PostgreSQL asks for no password.
 * Starts it alone where it does not run.
 * @throws Error of the client where it does not come up
 */
export async function withOwnDatabase<Result>(
  context: OwnDatabaseNeeds,
  work: (database: Database) => Promise<Result>,
): Promise<Result> {
  const { values, topology } = await context.settings();
  const container = (await ownContainers(await context.engine(), topology)).get(postgres.name);
  if (container !== undefined && !isRunning(container)) await startAsItIs(context, postgres.name, container);
  const stores = await context.stores();
  const address = {
    host: "127.0.0.1",
    port: postgres.ports[0]?.containerPort ?? 5432,
    user: values.POSTGRES_USER,
    // Asked for by those that were told to trust nobody.
    password: values.POSTGRES_PASSWORD,
    database: values.POSTGRES_DB,
    inside: instanceName(topology.instance, postgres.name),
    isLoopback: true,
  };
  const deadlineMs = context.clock.now() + timeoutMs;
  for (;;) {
    try {
      const database = await stores.database(address);
      return await work(database).finally(() => database.close());
    } catch (error) {
      if (context.clock.now() >= deadlineMs || !isComing(error)) throw error;
    }
    await context.clock.sleep(pauseMs, context.signal);
  }
}

/** It does not listen yet, or is starting up (57P03). */
function isComing(error: unknown): boolean {
  const { code } = error as { readonly code?: unknown };
  return code === "ECONNREFUSED" || code === "57P03";
}
