import { join } from "node:path";
import { backupName } from "../../backup/names.ts";
import { instanceLabel } from "../../cluster/settings/instance.ts";
import { TemporalStartError } from "../../errors.ts";
import type { Needs } from "../command.ts";
import { dataPlace } from "../restore/data-place.ts";
import { wellStore } from "../shared/well-store.ts";
import { type MakeNeeds, makeBackup } from "./make-backup.ts";
import { type WakeNeeds, wakeStore } from "./wake-store.ts";

export type FirstNeeds = MakeNeeds & WakeNeeds & Needs<"backupFolder">;

/** What every cluster has before anybody works with it. */
const ownNamespace = "temporal-system";

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
    const { unit } = dataPlace(topology, await context.backend());
    await wakeStore(context, unit);
    if (!(await hasContent(context))) return undefined;
    const name = backupName(instanceLabel(topology.instance), context.clock.now());
    const path = join(await context.backupFolder(), name);
    await makeBackup(context, path, { label: `before ${before}` });
    return path;
  } catch (error) {
    context.signal.throwIfAborted();
    throw error instanceof TemporalStartError ? notBackedUp(error, otherwise) : error;
  }
}

async function hasContent(context: FirstNeeds): Promise<boolean> {
  const { values } = await context.settings();
  const { spec } = await wellStore(context, "postgresql");
  const database = await (await context.stores()).database(spec);
  try {
    if (!(await database.hasTables())) return false;
    if (await database.hasWorkflows()) return true;
    const usual = [ownNamespace, values.TEMPORAL_NAMESPACE];
    return (await database.facts()).namespaces.some(({ name }) => !usual.includes(name));
  } finally {
    await database.close();
  }
}

function notBackedUp({ facts }: TemporalStartError, otherwise: string): TemporalStartError {
  return new TemporalStartError({
    ...facts,
    code: "NOT_BACKED_UP",
    message: `The data that is there could not be backed up first: ${facts.message}`,
    hint: `If it is not needed: ${otherwise}`,
  });
}
