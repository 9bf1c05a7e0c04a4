import { setTimeout as sleep } from "node:timers/promises";

const pauseMs = 1_000;

/** Lets the engine finish what a removal or a stop left it to do, so that the next side does not pay for it. */
export function settle(signal: AbortSignal): Promise<void> {
  return sleep(pauseMs, undefined, { signal });
}
