import { setTimeout as sleep } from "node:timers/promises";

/** How often both sides are asked from outside. */
const pollPeriodMs = 50;

/** Asks until the answer is yes, and returns when that was. A failing question is a no. */
export async function pollUntil(ask: () => Promise<boolean>, signal: AbortSignal): Promise<number> {
  for (;;) {
    signal.throwIfAborted();
    if (await ask().catch(() => false)) return performance.now();
    await sleep(pollPeriodMs, undefined, { signal });
  }
}
