import type { ReadBackup } from "../../backup/read-backup.ts";
import { TemporalStartError } from "../../errors.ts";
import type { ExecutionCounts } from "../../interfaces/database.ts";
import type { Comparison } from "../../visibility/tally.ts";
import type { CommandContext, Needs } from "../command.ts";
import { fromBackup, type VerifiedBackup } from "../restore/from-backup.ts";
import { filledIndex } from "../restore/index-after.ts";
import { type PutOptions, putInPlace } from "../restore/put-in-place.ts";
import { databaseFacts } from "../shared/database-facts.ts";
import { runCanary } from "../shared/run-canary.ts";
import { isListed } from "../visibility/render-comparison.ts";
import { inThrowAway } from "./in-throw-away.ts";
import type { ThrowAwayNeeds } from "./throw-away-instance.ts";

export type DrillNeeds = ThrowAwayNeeds & Needs<"clock">;

export type DrilledBackup = VerifiedBackup & Pick<ReadBackup, "checksums">;

export interface Drilled {
  /** Where it was; nothing of it is left. */
  readonly instance: string;
  readonly seconds: number;
  readonly counts: ExecutionCounts;
  readonly comparison: Comparison;
}

/**
 * Restores a backup into an instance of its own beside the cluster, compares what is there with what the backup says, runs a
 * workflow in it, and removes all of it, however that ends.
 * @throws TemporalStartError DRILL_FAILED, INSTANCE_IN_USE, CLUSTER_BUSY
 */
export async function drill(context: DrillNeeds, backup: DrilledBackup, waitTimeoutMs: number): Promise<Drilled> {
  const startedMs = context.clock.now();
  const place = { kind: "drill", command: "backup verify --drill", waitTimeoutMs, failed } as const;
  return inThrowAway(context, place, async (own, { onInterruptionSay }) => {
    const { instance } = (await own.settings()).topology;
    const outcome = await prove(own, backup, { waitTimeoutMs, startedMs, onInterruptionSay });
    return { instance, ...outcome, seconds: (context.clock.now() - startedMs) / 1000 };
  });
}

async function prove(
  own: CommandContext,
  backup: DrilledBackup,
  options: PutOptions,
): Promise<Pick<Drilled, "counts" | "comparison">> {
  const [{ describeContent }, { lostContent }] = await Promise.all([
    import("../../backup/describe.ts"),
    import("../../restore/lost-content.ts"),
  ]);
  const { path, manifest, checksums } = backup;
  const incoming = fromBackup(own, backup);
  const { counts, index: rebuilt } = await putInPlace(own, incoming, options, filledIndex(backup, "content"));
  const lost = lostContent(manifest, checksums, { ...describeContent(await databaseFacts(own)), counts });
  if (!isListed(rebuilt)) lost.push("The visibility index could not be made to list what the database has.");
  if (lost.length > 0) throw notBroughtBack(path, lost);
  own.reporter.note("Running a workflow on the restored data.");
  await runCanary(own);
  return { counts, comparison: rebuilt.comparison };
}

function notBroughtBack(path: string, details: readonly string[]): TemporalStartError {
  return new TemporalStartError({
    code: "DRILL_FAILED",
    category: "service",
    message: `${path} can be restored, and does not bring back what it says.`,
    details,
    hint: "temporal-start backup create makes a new one.",
  });
}

/** What it advises would be about an instance that is not there any more. What this machine lacks is no fault of the backup. */
function failed({ facts }: TemporalStartError): TemporalStartError {
  const isOfBackup = facts.category === "service";
  return new TemporalStartError({
    code: isOfBackup ? "DRILL_FAILED" : facts.code,
    category: facts.category,
    message: `The drill failed: ${facts.message}`,
    details: facts.details ?? [],
    hint: "temporal-start doctor shows whether this machine has what a second cluster needs.",
    cause: facts.cause,
  });
}
