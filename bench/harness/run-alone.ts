import { setMaxListeners } from "node:events";
import { existsSync } from "node:fs";
import { removeLeftovers } from "../cluster/remove.ts";
import { BenchError } from "./bench-error.ts";
import { entryFile } from "./folders.ts";
import { takeLock } from "./lock.ts";

const cleanUpLimitMs = 60_000;

export interface AloneOptions {
  /** With which the names of all instances begin that the run makes. */
  readonly instancePrefix: string;
  /** After so many milliseconds the run's signal aborts. */
  readonly limitMs: number;
  readonly interruption: AbortSignal;
  /** What is to be removed beside the instances. */
  readonly cleanUp?: (signal: AbortSignal) => Promise<void>;
}

/** Runs while nobody else measures on this machine, and removes what an earlier run, or this one, left behind. */
export async function runAlone<Result>(
  { instancePrefix, limitMs, interruption, cleanUp }: AloneOptions,
  run: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  if (!existsSync(entryFile))
    throw new BenchError("The program is not installed. Run: node scripts/install-program.mjs");
  const release = takeLock();
  const signal = AbortSignal.any([interruption, AbortSignal.timeout(limitMs)]);
  // Every child process and every call listens to it, many at a time.
  setMaxListeners(0, signal);
  try {
    await removeLeftovers(instancePrefix, signal);
    return await run(signal);
  } finally {
    // Its own limit: the run's may be the reason why it ends.
    const limit = AbortSignal.timeout(cleanUpLimitMs);
    await removeLeftovers(instancePrefix, limit);
    await cleanUp?.(limit);
    release();
  }
}
