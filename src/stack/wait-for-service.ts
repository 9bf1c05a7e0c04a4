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
  /** Whether what answers is what the plan wants; before, the container that is about to be replaced may answer. */
  readonly isSettled?: () => boolean;
}

export type WaitOutcome =
  | { readonly ready: true; readonly result: ProbeResult }
  | { readonly ready: false; readonly reason: "lasting-fault" | "timeout"; readonly result: ProbeResult };

/** Asks again and again until the service is ready, a fault that cannot pass shows, or time is up. */
export async function waitForService(ask: () => Promise<ProbeResult>, options: WaitOptions): Promise<WaitOutcome> {
  const { clock, deadlineMs, signal, isSettled = () => true } = options;
  for (;;) {
    signal?.throwIfAborted();
    const settled = isSettled();
    const result = await untilAborted(ask(), signal);
    if (result.ok && settled) return { ready: true, result };
    if (!result.ok && settled && isLastingFault(result.fault)) return { ready: false, reason: "lasting-fault", result };
    if (clock.now() + pauseMs >= deadlineMs) return { ready: false, reason: "timeout", result };
    await clock.sleep(pauseMs, signal);
  }
}

/** A question cannot be taken back, but nobody has to wait for its answer. */
async function untilAborted<Answer>(answer: Promise<Answer>, signal: AbortSignal | undefined): Promise<Answer> {
  if (signal === undefined) return answer;
  let abort = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    abort = () => {
      reject(signal.reason as Error);
    };
  });
  signal.addEventListener("abort", abort, { once: true });
  try {
    return await Promise.race([answer, aborted]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}
