import type { ReadBackup } from "../../backup/read-backup.ts";
import { instanceLabel } from "../../cluster/settings/instance.ts";
import { TemporalStartError } from "../../errors.ts";
import type { ExecutionCounts } from "../../interfaces/database.ts";
import { sortedContainers } from "../../observe/own-containers.ts";
import { volumesWithData } from "../../observe/volumes-with-data.ts";
import { removeCluster } from "../../start/remove-cluster.ts";
import type { Comparison } from "../../visibility/tally.ts";
import type { CommandContext, Needs } from "../command.ts";
import { fromBackup, type VerifiedBackup } from "../restore/from-backup.ts";
import { type PutOptions, putInPlace } from "../restore/put-in-place.ts";
import { databaseFacts } from "../shared/database-facts.ts";
import { holdCluster } from "../shared/hold-cluster.ts";
import { isListed } from "../visibility/render-comparison.ts";
import { type ThrowAwayNeeds, throwAwayInstance } from "./throw-away-instance.ts";

/** A server that has just come up hands out its first task within a second or two. */
const canaryTimeoutMs = 30_000;

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
  const own = await throwAwayInstance(context, "drill");
  const { instance } = (await own.settings()).topology;
  return holdCluster(own, { command: "backup verify --drill", waitTimeoutMs }, async ({ onInterruptionSay }) => {
    await requireUnused(own);
    const options = {
      ...{ waitTimeoutMs, startedMs },
      onInterruptionSay: () => {
        onInterruptionSay("Nothing of the drill is left.");
      },
    };
    try {
      const outcome = await prove(own, backup, options);
      return { instance, ...outcome, seconds: (context.clock.now() - startedMs) / 1000 };
    } catch (error) {
      own.signal.throwIfAborted();
      throw error instanceof TemporalStartError ? failed(error) : error;
    } finally {
      own.reporter.note(`Removing instance ${instance}.`);
      await removeAll(own);
    }
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
  const { counts, rebuilt } = await putInPlace(own, fromBackup(own, backup), options);
  const lost = lostContent(manifest, checksums, { ...describeContent(await databaseFacts(own)), counts });
  if (!isListed(rebuilt)) lost.push("The visibility index could not be made to list what the database has.");
  if (lost.length > 0) throw notBroughtBack(path, lost);
  own.reporter.note("Running a workflow on the restored data.");
  const { values } = await own.settings();
  await (await own.temporal()).runCanary(values.TEMPORAL_NAMESPACE, canaryTimeoutMs);
  return { counts, comparison: rebuilt.comparison };
}

async function requireUnused(own: CommandContext): Promise<void> {
  const { topology } = await own.settings();
  const engine = await own.engine();
  const [{ containers, leftovers }, volumes] = await Promise.all([
    sortedContainers(engine, topology),
    volumesWithData(engine, topology),
  ]);
  if (containers.size + leftovers.length + volumes.length === 0) return;
  throw new TemporalStartError({
    code: "INSTANCE_IN_USE",
    category: "preflight",
    message: `A drill needs the instance ${instanceLabel(topology.instance)}, and there is one of that name; nothing was changed.`,
    hint: `temporal-start --instance ${topology.instance} reset removes it; one that a killed drill has left has nothing that is not in the backup.`,
  });
}

/** By connections that an interruption does not end. */
async function removeAll(own: CommandContext): Promise<void> {
  const { topology } = await own.settings();
  const lasting = await own.lasting();
  await removeCluster(lasting, topology, await volumesWithData(lasting.engine, topology), {
    onNote: (text) => {
      own.reporter.warn(text);
    },
    signal: new AbortController().signal,
  });
  await own.forgetKept();
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
