import { causeMessage, TemporalStartError } from "../../errors.ts";
import { requireNoneUnderWay } from "../../restore/restore-data.ts";
import type { Needs } from "../command.ts";
import { dataPlace } from "../restore/data-place.ts";
import { type MakeContainersNeeds, makeContainers } from "../restore/make-containers.ts";
import { ownNamespace } from "../shared/own-namespace.ts";
import { followData, postgresOfData } from "../shared/postgres-images.ts";
import { defaultWaitTimeoutMs } from "../shared/wait-timeout.ts";
import { withDatabase } from "../shared/with-database.ts";
import type { MakeNeeds } from "./make-backup.ts";
import { makeGoodBackup } from "./make-good-backup.ts";
import { type WakeNeeds, wakeStore } from "./wake-store.ts";

export type FirstNeeds = MakeNeeds & WakeNeeds & MakeContainersNeeds & Needs<"backupFolder">;

/**
 * Backs up the data that a command is about to delete or to replace, in the instance's own folder.
 * @param before what the command is, for the label
 * @param otherwise what to type where the data is not needed
 * @returns its path; undefined where there is nothing of a user's in it
 * @throws TemporalStartError NOT_BACKED_UP; nothing was deleted
 */
export async function backUpFirst(context: FirstNeeds, before: string, otherwise: string): Promise<string | undefined> {
  const { topology } = await context.settings();
  try {
    const place = dataPlace(topology, await context.backend());
    // The command may be about to go on with another version than that of the data.
    const { POSTGRES_IMAGE: wanted } = (await context.settings()).values;
    const isOther = await followData(context, await postgresOfData(context), false);
    await makeContainers(context, place.unit, defaultWaitTimeoutMs, () => undefined);
    // Its data comes back by another command than one that deletes it.
    await requireNoneUnderWay(place);
    await wakeStore(context, place.unit);
    const made = (await hasContent(context)) ? await makeGoodBackup(context, `before ${before}`) : undefined;
    if (isOther) await context.choose({ POSTGRES_IMAGE: wanted }, false);
    return made?.path;
  } catch (error) {
    context.signal.throwIfAborted();
    throw isUnfinished(error) ? error : notBackedUp(error, otherwise);
  }
}

async function hasContent(context: FirstNeeds): Promise<boolean> {
  const { values } = await context.settings();
  return withDatabase(context, async (database) => {
    if (!(await database.hasTables())) return false;
    if (await database.hasWorkflows()) return true;
    const { describeContent } = await import("../../backup/describe.ts");
    const { namespaces, searchAttributes } = describeContent(await database.facts());
    const usual = [ownNamespace, values.TEMPORAL_NAMESPACE];
    const attributes = Object.values(searchAttributes).flatMap((types) => Object.keys(types));
    return attributes.length > 0 || namespaces.some(({ name }) => !usual.includes(name));
  });
}

function isUnfinished(error: unknown): boolean {
  return error instanceof TemporalStartError && error.facts.code === "RESTORE_UNFINISHED";
}

/** Also where a database that is half made answers in its own words. */
function notBackedUp(error: unknown, otherwise: string): TemporalStartError {
  const facts = error instanceof TemporalStartError ? error.facts : { category: "service" as const, cause: error };
  return new TemporalStartError({
    ...facts,
    code: "NOT_BACKED_UP",
    message: `The data that is there could not be backed up first, and is still there: ${causeMessage(error)}`,
    hint: `If it is not needed: ${otherwise}`,
  });
}
