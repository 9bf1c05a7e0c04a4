import type { Clock } from "../interfaces/clock.ts";
import { anySignal } from "./any-signal.ts";

/**
 * Whether a promise is fulfilled in time. Nobody waits for it any longer than that.
 * @throws what the promise is rejected with, or the signal's reason
 */
export async function withinTime(
  promise: Promise<unknown>,
  { clock, ms, signal }: { readonly clock: Clock; readonly ms: number; readonly signal?: AbortSignal },
): Promise<boolean> {
  const over = new AbortController();
  const ends = anySignal(over.signal, signal);
  try {
    return await Promise.race([promise.then(() => true), clock.sleep(ms, ends).then(() => false)]);
  } finally {
    // A timer that is left running would keep the program alive.
    over.abort();
  }
}
