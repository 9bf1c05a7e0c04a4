import type { VerifiedBackup } from "../restore/from-backup.ts";
import { indexHasMore } from "./index-along.ts";
import type { MakeNeeds } from "./make-backup.ts";
import { makeGoodBackup } from "./make-good-backup.ts";

/**
 * Before an index is dropped that has what the database does not: a backup with it; undefined where all can be made again.
 * @param before what it is made before, for the label
 */
export async function backUpIndex(context: MakeNeeds, before: string): Promise<VerifiedBackup | undefined> {
  if (!(await indexHasMore(context))) return undefined;
  context.reporter.note("Making a backup, since only the index has memo and search attributes of closed workflows.");
  return makeGoodBackup(context, `before ${before}`);
}
