import { untilAborted } from "../async/until-aborted.ts";
import { withinTime } from "../async/within-time.ts";
import { defined } from "../defined.ts";
import type { Clock } from "../interfaces/clock.ts";
import type { ProbeResult } from "../probes/probe.ts";
import { isLastingFault } from "../probes/probe.ts";

const defaultLongestPauseMs = 100;
/** Short, because a start is mostly waiting: the next look must follow soon after the port opens. */
const firstPauseShare = 0.04;
/** So that a look comes late by about half of what the service took, at most. */
const growth = 1.5;

export interface WaitOptions {
  readonly clock: Clock;
  /** Milliseconds since the epoch. */
  readonly deadlineMs: number;
  readonly signal?: AbortSignal;
  /** Milliseconds between an answer and the next question; the first pauses are shorter. */
  readonly longestPauseMs?: number;
  /** Fulfilled when the container runs that shall answer; before, there is none, or one that is about to be replaced. */
  readonly begins?: Promise<unknown>;
}

export type WaitOutcome =
  | { readonly ready: true; readonly result: ProbeResult }
  | { readonly ready: false; readonly reason: "lasting-fault" | "timeout"; readonly result: ProbeResult };

/** Asks again and again until the service is ready, a fault that cannot pass shows, or time is up. */
export async function waitForService(ask: () => Promise<ProbeResult>, options: WaitOptions): Promise<WaitOutcome> {
  const { clock, deadlineMs, signal, begins, longestPauseMs = defaultLongestPauseMs } = options;
  const ms = Math.max(0, deadlineMs - clock.now());
  if (begins !== undefined && !(await withinTime(begins, { clock, ms, ...defined({ signal }) })))
    return { ready: false, reason: "timeout", result: notBegun };
  for (let pauseMs = firstPauseShare * longestPauseMs; ; pauseMs = Math.min(growth * pauseMs, longestPauseMs)) {
    signal?.throwIfAborted();
    const result = await untilAborted(ask(), signal);
    if (result.ok) return { ready: true, result };
    if (isLastingFault(result.fault)) return { ready: false, reason: "lasting-fault", result };
    if (clock.now() + pauseMs >= deadlineMs) return { ready: false, reason: "timeout", result };
    await clock.sleep(pauseMs, signal);
  }
}

const notBegun: ProbeResult = {
  ok: false,
  fault: "refused",
  message: "Not asked yet: it waits for what comes before it.",
  latencyMs: 0,
};
