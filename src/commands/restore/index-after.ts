import type { Rebuilt } from "../../visibility/rebuild-index.ts";
import type { Comparison } from "../../visibility/tally.ts";
import { databaseFacts } from "../shared/database-facts.ts";
import { indexMaker } from "../visibility/index-maker.ts";
import { type Records, withRecords } from "../visibility/with-records.ts";
import type { PutNeeds } from "./put-in-place.ts";

/** After data of another time took its place: the index knows what was there before. */
export async function makeIndexAnew(context: PutNeeds): Promise<Rebuilt> {
  const { rebuildIndex } = await import("../../visibility/rebuild-index.ts");
  context.reporter.note("Making the visibility index anew.");
  return withIndex(context, (options) => rebuildIndex(options));
}

/** After the same data went into another database: the index knows it, under another name. */
export async function keepIndex(context: PutNeeds): Promise<Comparison> {
  const { adoptIndex } = await import("../../visibility/adopt-index.ts");
  const { identity } = await databaseFacts(context);
  context.reporter.note("Comparing the visibility index with the data.");
  return withIndex(context, (options) => adoptIndex(identity, options));
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
