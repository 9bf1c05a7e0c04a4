import { instanceLabel } from "../../cluster/settings/instance.ts";
import type { ThrowAwayKind } from "../../cluster/settings/throw-away.ts";
import { TemporalStartError } from "../../errors.ts";
import { sortedContainers } from "../../observe/own-containers.ts";
import { volumesWithData } from "../../observe/volumes-with-data.ts";
import { removeCluster } from "../../start/remove-cluster.ts";
import type { CommandContext } from "../command.ts";
import { type HeldWork, holdCluster } from "../shared/hold-cluster.ts";
import { type ThrowAwayNeeds, throwAwayInstance } from "./throw-away-instance.ts";

export interface ThrowAway {
  /** What it is for, and how it is named. */
  readonly kind: ThrowAwayKind;
  readonly command: string;
  readonly waitTimeoutMs: number;
  /** What to say of a failure of the work, which is about an instance that is not there any more. */
  readonly failed: (error: TemporalStartError) => TemporalStartError;
}

/**
 * Works in an instance of its own beside the cluster, and removes all of it, however that ends.
 * @throws TemporalStartError INSTANCE_IN_USE, CLUSTER_BUSY, or what `failed` says
 */
export async function inThrowAway<Result>(
  context: ThrowAwayNeeds,
  { kind, command, waitTimeoutMs, failed }: ThrowAway,
  work: (own: CommandContext, held: Pick<HeldWork, "onInterruptionSay">) => Promise<Result>,
): Promise<Result> {
  const own = await throwAwayInstance(context, kind);
  const { instance } = (await own.settings()).topology;
  return holdCluster(own, { command, waitTimeoutMs }, async ({ onInterruptionSay }) => {
    await requireUnused(own, kind);
    try {
      return await work(own, {
        onInterruptionSay: () => {
          onInterruptionSay(`Nothing of the ${kind} is left.`);
        },
      });
    } catch (error) {
      own.signal.throwIfAborted();
      throw error instanceof TemporalStartError ? failed(error) : error;
    } finally {
      own.reporter.note(`Removing instance ${instance}.`);
      await removeAll(own);
    }
  });
}

/** The same question, before anything else is done for it. @throws TemporalStartError INSTANCE_IN_USE */
export async function requireFree(context: ThrowAwayNeeds, kind: ThrowAwayKind): Promise<void> {
  await requireUnused(await throwAwayInstance(context, kind), kind);
}

async function requireUnused(own: CommandContext, kind: string): Promise<void> {
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
    message: `A ${kind} needs the instance ${instanceLabel(topology.instance)}, and there is one of that name; nothing was changed.`,
    hint: `temporal-start --instance ${topology.instance} reset --yes --no-backup removes it; one that a killed ${kind} has left has nothing that is not in the backup.`,
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
