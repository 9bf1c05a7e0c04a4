import type { Clock } from "../interfaces/clock.ts";

const firstMs = 250;
const longestMs = 15_000;

/** Makes a call that may take as many milliseconds as it is given. */
export type Patience = <Answer>(call: (timeoutMs: number) => Promise<Answer>, leftMs?: number) => Promise<Answer>;

/**
 * Gives calls little time at first, and twice as much after one that has used it up. A server that has just begun to
 * serve does not know all of its own services yet, and holds a call for a second before it tries again; asked anew it
 * answers at once. A slow machine gets its time in the end. No call goes on after the time that is left, but each has
 * what the first one has.
 */
export function growingPatience(clock: Clock): Patience {
  let patienceMs = firstMs;
  return async (call, leftMs = longestMs) => {
    const timeoutMs = Math.min(patienceMs, Math.max(firstMs, leftMs));
    const begunMs = clock.now();
    try {
      return await call(timeoutMs);
    } finally {
      if (clock.now() - begunMs >= timeoutMs) patienceMs = Math.min(2 * timeoutMs, longestMs);
    }
  };
}
