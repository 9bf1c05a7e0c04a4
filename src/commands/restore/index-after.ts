import { defined } from "../../defined.ts";
import type { RebuildOptions, Rebuilt } from "../../visibility/rebuild-index.ts";
import type { Comparison } from "../../visibility/tally.ts";
import { databaseFacts } from "../shared/database-facts.ts";
import { indexMaker } from "../visibility/index-maker.ts";
import { type Records, withRecords } from "../visibility/with-records.ts";
import { feedBackup, type VerifiedBackup } from "./from-backup.ts";
import type { PutNeeds } from "./put-in-place.ts";

/**
 * After data of another time took its place: the index knows what was there before.
 * @param backup whose records complete it, where it has any
 */
export async function makeIndexAnew(context: PutNeeds, backup?: VerifiedBackup): Promise<Rebuilt> {
  const { rebuildIndex } = await import("../../visibility/rebuild-index.ts");
  context.reporter.note("Making the visibility index anew.");
  const complete = await completedBy(backup, context.signal);
  return withIndex(context, (options) => rebuildIndex({ ...options, ...defined({ complete }) }));
}

/** What adds to an index what only that in a backup has; undefined where a backup has none. */
export async function completedBy(
  backup: VerifiedBackup | undefined,
  signal: AbortSignal,
): Promise<RebuildOptions["complete"]> {
  if (backup?.manifest.index === undefined) return undefined;
  const [{ indexPart }, { readRecords }, { completeIndex }] = await Promise.all([
    import("../../backup/manifest.ts"),
    import("../../backup/read-records.ts"),
    import("../../visibility/complete-index.ts"),
  ]);
  return (index) =>
    completeIndex(
      index,
      readRecords((sink) => feedBackup(backup, indexPart, sink)),
      signal,
    );
}

/**
 * After the same data went into another database: the index knows it, under another name.
 * @param backup of the data, whose records complete the index where it is made anew
 */
export async function keepIndex(context: PutNeeds, backup: VerifiedBackup): Promise<Comparison> {
  const { adoptIndex } = await import("../../visibility/adopt-index.ts");
  const { identity } = await databaseFacts(context);
  context.reporter.note("Comparing the visibility index with the data.");
  const complete = await completedBy(backup, context.signal);
  return withIndex(context, (options) => adoptIndex(identity, { ...options, ...defined({ complete }) }));
}

/** After another program took the index over. */
export async function compareWithIndex(context: PutNeeds): Promise<Comparison> {
  const { compareIndex } = await import("../../visibility/compare-index.ts");
  return withIndex(context, (options) => compareIndex(options));
}

type IndexOptions = Records &
  Pick<PutNeeds, "clock" | "signal"> & {
    readonly makeIndex: () => Promise<void>;
    readonly onRead: () => void;
  };

async function withIndex<Result>(context: PutNeeds, work: (options: IndexOptions) => Promise<Result>): Promise<Result> {
  const { clock, signal } = context;
  const makeIndex = await indexMaker(context);
  return withRecords(context, true, (records) =>
    work({ ...records, clock, signal, makeIndex, onRead: () => undefined }),
  );
}
