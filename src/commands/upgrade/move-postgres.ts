import { postgres } from "../../cluster/services/postgres.ts";
import { serverOf } from "../../cluster/topology.ts";
import { causeMessage, TemporalStartError } from "../../errors.ts";
import { ownContainers } from "../../observe/own-containers.ts";
import { copyOverData } from "../../restore/copy-over.ts";
import { requireKept, takeBackData } from "../../restore/restore-data.ts";
import { stopCluster } from "../../start/stop-cluster.ts";
import type { Needs } from "../command.ts";
import { dataPlace } from "../restore/data-place.ts";
import { newRestoreId, type VerifiedBackup } from "../restore/from-backup.ts";
import { filledIndex } from "../restore/index-after.ts";
import { keptIndex } from "../restore/index-plan.ts";
import { type Incoming, type PutNeeds, type PutOptions, putInPlace } from "../restore/put-in-place.ts";
import { postgresOfData } from "../shared/postgres-images.ts";
import { runCanary } from "../shared/run-canary.ts";
import { bringAllUp } from "../start/bring-all-up.ts";
import type { PostgresWay } from "./postgres-way.ts";
import { upgradeFailed } from "./upgrade-failed.ts";

export type MovePostgresNeeds = PutNeeds & Needs<"choose" | "engine">;

/**
 * Copies the data to another major version of PostgreSQL, lets the two change places, and runs a workflow. Where that fails,
 * the data from before is brought back.
 * @returns for how many seconds there was no server
 * @throws TemporalStartError UPGRADE_FAILED, RESTORE_UNFINISHED
 */
export async function movePostgres(
  context: MovePostgresNeeds,
  way: PostgresWay,
  backup: VerifiedBackup,
  options: PutOptions,
): Promise<number> {
  const before = await imageNow(context);
  try {
    return await copyAndChange(context, way, options);
  } catch (error) {
    context.signal.throwIfAborted();
    // Half in place: only forward leads on, and the error says how.
    if (error instanceof TemporalStartError && error.facts.code === "RESTORE_UNFINISHED") throw error;
    throw await afterWayBack(context, { way, before, backup, options, error });
  }
}

async function copyAndChange(
  context: MovePostgresNeeds,
  { from, to, image }: PostgresWay,
  options: PutOptions,
): Promise<number> {
  const { clock, reporter } = context;
  const { topology, values } = await context.settings();
  const id = newRestoreId();
  const { POSTGRES_USER: user, POSTGRES_PASSWORD: password, POSTGRES_DB: database } = values;
  const login = { host: postgres.name, port: postgres.ports[0]?.containerPort ?? 5432, user, password, database };
  let stoppedMs = clock.now();
  await context.choose({ POSTGRES_IMAGE: image }, false);
  await putInPlace(
    context,
    {
      id,
      major: to,
      stops: true,
      async stage(place) {
        options.onInterruptionSay(
          "What was there before is in place: temporal-start start brings the cluster up again.",
        );
        reporter.note("Stopping the server, so that nothing is written meanwhile.");
        stoppedMs = clock.now();
        const server = serverOf(topology).name;
        const connections = { engine: await context.engine(), backend: await context.backend() };
        await stopCluster(connections, topology, { spares: (unit) => unit !== server });
        reporter.note(`Copying the data from PostgreSQL ${from} to ${to}.`);
        await copyOverData(place, id, login);
        return 0;
      },
    },
    options,
    keptIndex,
  );
  const seconds = (clock.now() - stoppedMs) / 1000;
  await runCanary(context);
  return seconds;
}

/** Of the container that has the data now. */
async function imageNow(context: Needs<"backend" | "engine" | "settings">): Promise<string> {
  const { topology, values } = await context.settings();
  const { unit } = dataPlace(topology, await context.backend());
  return (await ownContainers(await context.engine(), topology)).get(unit)?.image ?? values.POSTGRES_IMAGE;
}

interface Failure {
  readonly way: PostgresWay;
  readonly before: string;
  readonly backup: VerifiedBackup;
  readonly options: PutOptions;
  readonly error: unknown;
}

async function afterWayBack(
  context: MovePostgresNeeds,
  { way: { from, to }, before, backup, options, error }: Failure,
): Promise<TemporalStartError> {
  let isReplaced: boolean;
  try {
    context.reporter.note(`Bringing PostgreSQL ${from} back.`);
    isReplaced = (await postgresOfData(context)) === to;
    await context.choose({ POSTGRES_IMAGE: before }, false);
    await (isReplaced ? changeBack(context, backup, options) : bringAllUp(context, options));
  } catch (failure) {
    return upgradeFailed(
      error,
      `The upgrade to PostgreSQL ${to} failed, and ${from} did not come back either (${causeMessage(failure)}).`,
      `temporal-start start, or temporal-start restore back; the data from before is in ${backup.path}`,
    );
  }
  return upgradeFailed(
    error,
    `The upgrade to PostgreSQL ${to} failed, and the cluster has ${from} and the data from before again.`,
    `The lines above say what went wrong; temporal-start doctor, and the same again when all is well.${isReplaced ? ` What was written into PostgreSQL ${to} meanwhile is kept beside it until temporal-start upgrade cleanup; temporal-start restore back leads there.` : ""}`,
  );
}

async function changeBack(context: MovePostgresNeeds, backup: VerifiedBackup, options: PutOptions): Promise<void> {
  const id = newRestoreId();
  const { topology } = await context.settings();
  const major = await requireKept(dataPlace(topology, await context.backend()));
  const stage: Incoming["stage"] = (place) => takeBackData(place, id);
  await putInPlace(context, { id, major, stage }, options, filledIndex(backup));
}
