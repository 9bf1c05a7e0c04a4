import type { ProbeResult } from "../probes/probe.ts";
import { isLastingFault } from "../probes/probe.ts";
import type { Clock } from "../runtime/ports.ts";

/** Short, because a start is mostly waiting: the next look must follow soon after the port opens. */
const pauseMs = 100;

export interface WaitOptions {
  readonly clock: Clock;
  /** Milliseconds since the epoch. */
  readonly deadlineMs: number;
  readonly signal?: AbortSignal;
}

export type WaitOutcome =
  | { readonly ready: true; readonly result: ProbeResult }
  | { readonly ready: false; readonly reason: "lasting-fault" | "timeout"; readonly result: ProbeResult };

/** Asks again and again until the service is ready, a fault that cannot pass shows, or time is up. */
export async function waitForService(ask: () => Promise<ProbeResult>, options: WaitOptions): Promise<WaitOutcome> {
  const { clock, deadlineMs, signal } = options;
  for (;;) {
    signal?.throwIfAborted();
    const result = await ask();
    if (result.ok) return { ready: true, result };
    if (isLastingFault(result.fault)) return { ready: false, reason: "lasting-fault", result };
    if (clock.now() + pauseMs >= deadlineMs) return { ready: false, reason: "timeout", result };
    await clock.sleep(pauseMs, signal);
  }
}
