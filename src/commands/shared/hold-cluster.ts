import { instanceLabel } from "../../cluster/settings/instance.ts";
import { causeMessage, TemporalStartError } from "../../errors.ts";
import type { ClusterLock, LockHolder } from "../../interfaces/lock.ts";
import type { Needs } from "../command.ts";

const pauseMs = 200;

export type HoldNeeds = Needs<"choose" | "clock" | "engine" | "lock" | "reporter" | "settings" | "signal">;

export interface Holding {
  /** Name of the command, for whoever has to wait for it. */
  readonly command: string;
  /** How long to wait for another command. */
  readonly waitTimeoutMs: number;
}

/** What the work says of itself while it goes on. */
export interface HeldWork {
  readonly waitedMs: number;
  /**
   * What is left where it is, from now on, when Ctrl-C ends the work; before the first word nothing was changed.
   * @throws the signal's reason, when it has come already
   */
  readonly onInterruptionSay: (afterInterruption: string) => void;
}

const unchanged = "Nothing was changed.";

/**
 * Does work that changes the cluster while no other command of this user does. The first Ctrl-C is
 * answered at once, whatever the work still has to end.
 * @throws TemporalStartError CLUSTER_BUSY when the other command takes too long, INTERRUPTED
 */
export async function holdCluster<Result>(
  context: HoldNeeds,
  holding: Holding,
  work: (held: HeldWork) => Promise<Result>,
): Promise<Result> {
  const { lock, waitedMs } = await takeInTime(context, holding);
  let afterwards = unchanged;
  const onInterruptionSay = (afterInterruption: string): void => {
    // A look cannot be cut short, and what follows it need not begin.
    context.signal.throwIfAborted();
    afterwards = afterInterruption;
  };
  const answer = (): void => {
    context.reporter.note("Interrupted; bringing things to an end. A second Ctrl-C leaves at once.");
  };
  context.signal.addEventListener("abort", answer, { once: true });
  try {
    if (waitedMs > 0) await rereadSettings(context);
    return await work({ waitedMs, onInterruptionSay });
  } catch (error) {
    throw context.signal.aborted ? asInterruption(error, afterwards) : error;
  } finally {
    context.signal.removeEventListener("abort", answer);
    // One that cannot be removed counts no more once this process has ended, and the work has had its outcome.
    await lock?.release().catch(() => undefined);
  }
}

/** The other command may have found other ports for the instance, and kept them. */
async function rereadSettings(context: Needs<"choose" | "settings">): Promise<void> {
  await context.choose({}, false);
  await context.settings();
}

interface Taken {
  /** Absent where the state folder cannot be used: that shall keep nobody from working. */
  readonly lock?: ClusterLock;
  readonly waitedMs: number;
}

async function takeInTime(context: HoldNeeds, holding: Holding): Promise<Taken> {
  const { clock, reporter, signal } = context;
  const lock = await context.lock();
  // Loaded while the lock is being written.
  context.engine().catch(() => undefined);
  const askedMs = clock.now();
  let isTold = false;
  for (;;) {
    const holder = await lock.take(holding.command).catch((error: unknown) => {
      reporter.warn(`Two commands at once would not notice each other: ${causeMessage(error)}.`);
      return "unusable" as const;
    });
    const waitedMs = isTold ? clock.now() - askedMs : 0;
    if (holder === "unusable") return { waitedMs };
    if (holder === undefined) return { lock, waitedMs };
    if (clock.now() - askedMs >= holding.waitTimeoutMs) throw await busy(context, holder);
    if (!isTold) reporter.note(`Waiting for ${describe(holder)} to end.`);
    isTold = true;
    try {
      await clock.sleep(pauseMs, signal);
    } catch (error) {
      throw asInterruption(error, unchanged);
    }
  }
}

function describe({ command, pid, sinceMs, isLeftBehind = false }: LockHolder): string {
  const who = `${isLeftBehind ? "the docker of a killed " : ""}"temporal-start ${command}"`;
  return `${who} (process ${String(pid)}, since ${new Date(sinceMs).toTimeString().slice(0, 8)})`;
}

async function busy(context: Needs<"settings">, holder: LockHolder): Promise<TemporalStartError> {
  const { values } = await context.settings();
  return new TemporalStartError({
    code: "CLUSTER_BUSY",
    category: "timeout",
    message: `Instance ${instanceLabel(values.TEMPORAL_INSTANCE)} is still being changed by ${describe(holder)}; nothing was changed.`,
    hint: `Repeat the command when that has ended, or end it: kill ${String(holder.pid)}`,
    retryable: true,
  });
}

function asInterruption(error: unknown, afterwards: string): TemporalStartError {
  if (error instanceof TemporalStartError && error.facts.category === "interrupted") return error;
  return new TemporalStartError({
    code: "INTERRUPTED",
    category: "interrupted",
    message: `Interrupted. ${afterwards}`,
    hint: "temporal-start status",
    cause: error,
  });
}
