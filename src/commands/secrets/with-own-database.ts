import { postgres } from "../../cluster/services/postgres.ts";
import { instanceName } from "../../cluster/settings/instance.ts";
import { causeMessage, TemporalStartError } from "../../errors.ts";
import type { Database } from "../../interfaces/database.ts";
import type { StoreAddress } from "../../interfaces/stores.ts";
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
 * @throws TemporalStartError SERVICE_STOPPED where there is no container, SERVICE_FAILED
 */
export async function withOwnDatabase<Result>(
  context: OwnDatabaseNeeds,
  work: (database: Database) => Promise<Result>,
): Promise<Result> {
  const address = await ownAddress(context);
  const stores = await context.stores();
  const deadlineMs = context.clock.now() + timeoutMs;
  for (;;) {
    try {
      const database = await stores.database(address);
      return await work(database).finally(() => database.close());
    } catch (error) {
      if (context.clock.now() >= deadlineMs || !isComing(error)) throw notOpened(error);
    }
    await context.clock.sleep(pauseMs, context.signal);
  }
}

/** Of a container that runs by then. */
async function ownAddress(context: OwnDatabaseNeeds): Promise<StoreAddress> {
  const { values, topology } = await context.settings();
  const engine = await context.engine();
  const container = (await ownContainers(engine, topology)).get(postgres.name);
  if (container === undefined) throw notThere();
  const used = (await engine.containerDetails(container.id))?.environment?.POSTGRES_PASSWORD;
  if (!isRunning(container)) await startAsItIs(context, postgres.name, container);
  return {
    host: "127.0.0.1",
    port: postgres.ports[0]?.containerPort ?? 5432,
    user: values.POSTGRES_USER,
    // Asked for by those that were told to trust nobody.
    password: used ?? values.POSTGRES_PASSWORD,
    database: values.POSTGRES_DB,
    inside: instanceName(topology.instance, postgres.name),
    isLoopback: true,
  };
}

/** It does not listen yet, or is starting up (57P03). */
function isComing(error: unknown): boolean {
  const { code } = error as { readonly code?: unknown };
  return code === "ECONNREFUSED" || code === "57P03";
}

function notThere(): TemporalStartError {
  return new TemporalStartError({
    code: "SERVICE_STOPPED",
    category: "service",
    service: postgres.name,
    message: "PostgreSQL has no container; nothing was changed.",
    hint: "temporal-start start, and repeat the command",
  });
}

function notOpened(error: unknown): Error {
  if (error instanceof TemporalStartError) return error;
  return new TemporalStartError({
    code: "SERVICE_FAILED",
    category: "service",
    service: postgres.name,
    message: `PostgreSQL does not let in whoever asks inside its container: ${causeMessage(error)}.`,
    hint: "Its pg_hba.conf has to trust 127.0.0.1, as that of its image does, or to take the password it was started with.",
    cause: error,
  });
}
