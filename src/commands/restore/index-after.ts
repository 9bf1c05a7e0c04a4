import { defined } from "../../defined.ts";
import { causeMessage, TemporalStartError } from "../../errors.ts";
import type { Rebuilt, RefillOptions } from "../../visibility/rebuild-index.ts";
import type { Comparison } from "../../visibility/tally.ts";
import { databaseFacts } from "../shared/database-facts.ts";
import { wellStore } from "../shared/well-store.ts";
import { indexMaker } from "../visibility/index-maker.ts";
import { type Records, withRecords } from "../visibility/with-records.ts";
import { feedBackup, type VerifiedBackup } from "./from-backup.ts";
import type { IndexNeeds, IndexPlan } from "./index-plan.ts";

/**
 * After data of another time took its place, and the index knows what was there before.
 * @param backup whose records complete it, where it has any
 */
export async function makeIndexAnew(context: IndexNeeds, backup?: VerifiedBackup): Promise<Rebuilt> {
  const { rebuildIndex } = await import("../../visibility/rebuild-index.ts");
  context.reporter.note("Making the visibility index anew.");
  const complete = await completedBy(backup, context.signal);
  return withIndex(context, (options) => rebuildIndex({ ...options, ...defined({ complete }), depth: "set" }));
}

/**
 * It goes, and the start makes that of the new data, which is filled. Where Elasticsearch did not run, the old one is found then,
 * and goes then.
 * @param backup whose records complete it, where it has any
 */
export function filledIndex(backup?: VerifiedBackup, depth: RefillOptions["depth"] = "set"): IndexPlan<Rebuilt> {
  return {
    isFilled: true,
    whenInPlace: dropIndex,
    async whenPrepared(context, id) {
      const { rebuildIndex, refillIndex } = await import("../../visibility/rebuild-index.ts");
      context.reporter.note("Filling the visibility index.");
      const complete = await completedBy(backup, context.signal);
      return withIndex(context, async (options) => {
        const isMade = (await options.index.markedFor())?.endsWith(`.${id}`) === true;
        return (isMade ? refillIndex : rebuildIndex)({ ...options, ...defined({ complete }), depth });
      });
    },
  };
}

/** Before it is sure that the cluster runs on the new data: a compose overlay may have PostgreSQL look somewhere else. */
async function dropIndex(context: IndexNeeds): Promise<void> {
  if ((await context.settings()).overlay !== undefined) return;
  const found = await wellStore(context, "elasticsearch", true).catch(whereItRests);
  if (found === undefined) return;
  const index = (await context.stores()).visibilityIndex(found.spec);
  await index
    .drop()
    .catch((error: unknown) => {
      context.reporter.note(`The index cannot be dropped yet: ${causeMessage(error)}. It is when the cluster is up.`);
    })
    .finally(() => index.close());
}

/** Undefined where Elasticsearch does not run, or is not well yet. */
function whereItRests(error: unknown): undefined {
  if (error instanceof TemporalStartError && error.facts.category === "service") return undefined;
  throw error;
}

/** What adds to an index what only that in a backup has; undefined where a backup has none. */
export async function completedBy(
  backup: VerifiedBackup | undefined,
  signal: AbortSignal,
): Promise<RefillOptions["complete"]> {
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
export async function keepIndex(context: IndexNeeds, backup: VerifiedBackup): Promise<Comparison> {
  const { adoptIndex } = await import("../../visibility/adopt-index.ts");
  const { identity } = await databaseFacts(context);
  context.reporter.note("Comparing the visibility index with the data.");
  const complete = await completedBy(backup, context.signal);
  return withIndex(context, (options) =>
    adoptIndex(identity, { ...options, ...defined({ complete }), depth: "content" }),
  );
}

/** After another program took the index over. */
export async function compareWithIndex(context: IndexNeeds): Promise<Comparison> {
  const { compareIndex } = await import("../../visibility/compare-index.ts");
  return withIndex(context, (options) => compareIndex({ ...options, depth: "content" }));
}

type IndexOptions = Records &
  Pick<IndexNeeds, "clock" | "signal"> & {
    readonly makeIndex: () => Promise<void>;
    readonly onRead: () => void;
  };

async function withIndex<Result>(
  context: IndexNeeds,
  work: (options: IndexOptions) => Promise<Result>,
): Promise<Result> {
  const { clock, signal } = context;
  const makeIndex = await indexMaker(context);
  return withRecords(context, true, (records) =>
    work({ ...records, clock, signal, makeIndex, onRead: () => undefined }),
  );
}
