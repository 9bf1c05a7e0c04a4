import type { DrilledBackup } from "../backup/drill.ts";
import type { MakeNeeds } from "../backup/make-backup.ts";
import { makeGoodBackup } from "../backup/make-good-backup.ts";
import type { Way } from "./find-way.ts";

/** Says of a backup in the middle of an upgrade that it is one. */
export async function backUpForUpgrade(context: MakeNeeds, { data, to }: Way): Promise<DrilledBackup> {
  context.reporter.note("Making a backup.");
  const when = data.underWay === undefined ? "before" : "in the middle of";
  const made = await makeGoodBackup(context, `${when} the upgrade to ${to}`);
  context.reporter.note(`The backup is ${made.path}`);
  return made;
}
