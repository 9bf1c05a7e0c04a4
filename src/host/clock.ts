import { setTimeout as delay } from "node:timers/promises";
import { defined } from "../defined.ts";
import type { Clock } from "../interfaces/clock.ts";

export const systemClock: Clock = {
  now: () => Date.now(),
  async sleep(ms, signal) {
    await delay(ms, undefined, defined({ signal }));
  },
};

/**
 * Milliseconds since some moment, never set back. `performance.now()` tells the same, for a millisecond and more at its
 * first call.
 */
export const monotonicMs = (): number => Number(process.hrtime.bigint()) / 1e6;
