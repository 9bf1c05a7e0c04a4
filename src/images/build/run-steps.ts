import { anySignal } from "../../async/any-signal.ts";
import type { BuildStep } from "../plan/build-plan.ts";

/** How many steps run side by side. */
export interface StepLimits {
  readonly heavy: number;
  readonly all: number;
}

/**
 * Runs steps as soon as those they wait for are done. After a failure the signal that every step got
 * is aborted, no further step starts, and the first failure is thrown when all have ended.
 */
export async function runSteps(
  steps: readonly BuildStep[],
  limits: StepLimits,
  act: (step: BuildStep, signal: AbortSignal) => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  const failing = new AbortController();
  const combined = anySignal(signal, failing.signal);
  const waiting = new Set(steps);
  const done = new Set<string>();
  const running = new Map<BuildStep, Promise<void>>();
  const known = new Set(steps.map(({ id }) => id));
  const isReady = ({ after }: BuildStep): boolean => after.every((id) => done.has(id) || !known.has(id));
  const heavyRunning = (): number => [...running.keys()].filter(({ heavy }) => heavy).length;

  for (;;) {
    for (const step of combined.aborted ? [] : waiting) {
      if (running.size >= limits.all) break;
      if (!isReady(step) || (step.heavy && heavyRunning() >= limits.heavy)) continue;
      waiting.delete(step);
      const ended = act(step, combined)
        .then(() => void done.add(step.id))
        .catch((failure: unknown) => {
          failing.abort(failure);
        })
        .finally(() => running.delete(step));
      running.set(step, ended);
    }
    if (running.size === 0) break;
    await Promise.race(running.values());
  }
  combined.throwIfAborted();
}
