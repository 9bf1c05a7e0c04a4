import { postgresReleaseOf } from "../../cluster/postgres-version.ts";
import { instanceLabel, programFor } from "../../cluster/settings/instance.ts";
import { causeMessage, exitCodes } from "../../errors.ts";
import { ownContainers } from "../../observe/own-containers.ts";
import type { MakeNeeds } from "../backup/make-backup.ts";
import { makeGoodBackup } from "../backup/make-good-backup.ts";
import type { WakeNeeds } from "../backup/wake-store.ts";
import type { Needs } from "../command.ts";
import { defineCommand } from "../define-command.ts";
import type { FlagDefinitions } from "../input.ts";
import { dataPlace } from "../restore/data-place.ts";
import type { VerifiedBackup } from "../restore/from-backup.ts";
import { keepIndex } from "../restore/index-after.ts";
import { makeContainers } from "../restore/make-containers.ts";
import { requireConfirmation } from "../shared/confirmation.ts";
import { withFlags } from "../shared/flag-words.ts";
import { type HoldNeeds, holdCluster } from "../shared/hold-cluster.ts";
import { postgresImage } from "../shared/postgres-images.ts";
import { readWaitTimeoutMs, waitTimeoutFlag } from "../shared/wait-timeout.ts";
import { makePlan, requireUnblocked } from "../start/bring-up.ts";
import { findObstacles } from "../start/find-obstacles.ts";
import { type MovePostgresNeeds, movePostgres } from "./move-postgres.ts";
import { movedMeanwhile } from "./moved-meanwhile.ts";
import { findPostgresWay, toMajorFlag } from "./postgres-way.ts";
import { wakeIfAsleep } from "./wake-data.ts";

const flags = {
  to: toMajorFlag,
  yes: { flag: "--yes", summary: "do not ask before the data is copied" },
  waitTimeout: waitTimeoutFlag,
} as const satisfies FlagDefinitions;

type PostgresNeeds = MakeNeeds & HoldNeeds & MovePostgresNeeds & WakeNeeds & Needs<"confirm" | "isInteractive">;

export const postgres = defineCommand({
  name: "postgres",
  summary: "Bring the data to a later major version of PostgreSQL, after confirmation",
  description:
    "Makes a backup and reads it back, stops the server, copies roles and databases into data of the other version beside what is there, lets the two change places, starts the cluster and runs a workflow. Where that fails, the data from before is brought back by itself. The data from before stays beside the new until `upgrade cleanup`; `restore back` puts it in place again, without what has happened since. Whoever else writes to this PostgreSQL has to pause.",
  flags,
  examples: [{ command: "temporal-start upgrade postgres", explains: "to the latest version that is known" }],
  async run({ flags: given }, context: PostgresNeeds) {
    const waitTimeoutMs = readWaitTimeoutMs(given.waitTimeout);
    const { instance } = (await context.settings()).topology;
    const { from, to } = await findPostgresWay(context, given.to);
    const here = `instance ${instanceLabel(instance)}`;
    if (from === to) {
      const text = `The data is of PostgreSQL ${to} already.\n`;
      return { exitCode: exitCodes.ok, data: { version: to, from, seconds: null, away: null, backup: null }, text };
    }
    const deed = `bring the data of ${here} from PostgreSQL ${from} to ${to}`;
    await requireConfirmation(context, given.yes, {
      question: `This will ${deed}; the server is away meanwhile. Go on?`,
      deed,
      command: withFlags("temporal-start upgrade postgres", flags, { ...given, yes: true }),
    });
    const startedMs = context.clock.now();
    const held = { command: "upgrade postgres", waitTimeoutMs };
    const { backup, away, isListed } = await holdCluster(context, held, async ({ onInterruptionSay }) => {
      // Another command may have been at work until now.
      const way = await findPostgresWay(context, to);
      if (way.from !== from)
        throw movedMeanwhile(`the data to PostgreSQL ${way.from}`, "temporal-start upgrade status");
      await prepare(context, way.image, waitTimeoutMs);
      onInterruptionSay("The data is as it was.");
      await haveStore(context, way.from, waitTimeoutMs);
      context.reporter.note("Making a backup.");
      const made = await makeGoodBackup(context, `before the upgrade to PostgreSQL ${to}`);
      context.reporter.note(`The backup is ${made.path}`);
      const options = { waitTimeoutMs, startedMs, onInterruptionSay };
      const seconds = await movePostgres(context, way, made, options);
      return { backup: made.path, away: seconds, isListed: await keepIndexOrTell(context, made) };
    });
    const seconds = (context.clock.now() - startedMs) / 1000;
    const lines = [
      `The data of ${here} is of PostgreSQL ${to} after ${seconds.toFixed(1)} s; the server was away for ${away.toFixed(1)} s.`,
      `The data from before is backed up in ${backup}`,
      `It is also kept beside the new until: ${programFor(instance)} upgrade cleanup`,
    ];
    return {
      exitCode: isListed ? exitCodes.ok : exitCodes.degraded,
      data: { version: to, from, seconds, away, backup },
      text: `${lines.join("\n")}\n`,
    };
  },
});

/**
 * The data is in place and served: an index that cannot be looked at now is no reason to go back.
 * @returns whether it lists what the data has
 */
async function keepIndexOrTell(context: PostgresNeeds, backup: VerifiedBackup): Promise<boolean> {
  const next = "temporal-start visibility rebuild makes it anew.";
  try {
    const { isSame } = await import("../../visibility/is-same.ts");
    if (isSame(await keepIndex(context, backup))) return true;
    context.reporter.warn(`The visibility index does not list what the data has: ${next}`);
  } catch (error) {
    context.signal.throwIfAborted();
    context.reporter.warn(`The visibility index could not be compared with the data: ${causeMessage(error)} ${next}`);
  }
  return false;
}

/** After `down` only an image of the version that the data is of can bring it up, whatever the settings name. */
async function haveStore(context: PostgresNeeds, from: string, waitTimeoutMs: number): Promise<void> {
  const { topology } = await context.settings();
  const { unit } = dataPlace(topology, await context.backend());
  if (!(await ownContainers(await context.engine(), topology)).has(unit)) {
    const image = postgresReleaseOf(from)?.images.upstream;
    if (image !== undefined) await context.choose({ POSTGRES_IMAGE: image }, false);
    await makeContainers(context, unit, waitTimeoutMs, () => undefined);
  }
  await wakeIfAsleep(context);
}

/** Before anything is changed: the image is here, and nothing stands in the way of a start but the data that is to be moved. */
async function prepare(context: MovePostgresNeeds, image: string, waitTimeoutMs: number): Promise<void> {
  const { POSTGRES_IMAGE: now } = (await context.settings()).values;
  await context.choose({ POSTGRES_IMAGE: image }, false);
  await postgresImage(context);
  const plan = await makePlan(context, await context.settings(), { waitTimeoutMs });
  const others = plan.blockers.filter(({ code }) => code !== "OTHER_DATA_VERSION");
  requireUnblocked([...others, ...(await findObstacles(context, plan, true))]);
  await context.choose({ POSTGRES_IMAGE: now }, false);
}
