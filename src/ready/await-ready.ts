import { isStore, type Unit } from "../cluster/topology.ts";
import { defined } from "../defined.ts";
import { TemporalStartError } from "../errors.ts";
import { isStartingFault, type ProbeResult } from "../probes/probe.ts";
import { type ReadyDependencies, readyQuestion } from "./ready-question.ts";
import { type WaitOutcome, waitForService } from "./wait-for-service.ts";

/** Whoever waits for a store asks it itself, and each look costs the store time. */
const storePauseMs = 250;

type Failed = Extract<WaitOutcome, { ready: false }>;

export interface ReadyWait {
  /** Milliseconds since the epoch. */
  readonly deadlineMs: number;
  /** Fulfilled when the plan's step for the service has been carried out; undefined for a service that is kept. */
  readonly begins: Promise<unknown> | undefined;
}

/**
 * Waits until a service is ready and reports it. Running out of time is returned, so that the caller
 * can tell whose delay explains the others'; a fault that cannot pass is thrown at once.
 * @throws TemporalStartError SERVICE_FAILED
 */
export async function awaitReady(
  unit: Unit,
  dependencies: ReadyDependencies & { readonly signal: AbortSignal },
  { deadlineMs, begins }: ReadyWait,
): Promise<TemporalStartError | undefined> {
  const ask = readyQuestion(unit, dependencies);
  if (ask === undefined) return undefined;
  const { clock, startedMs, onProgress, onDetail, stopwatch, signal } = dependencies;
  const telling = async (): Promise<ProbeResult> => {
    const result = await ask();
    if (!result.ok) onDetail({ kind: "answered", service: unit.name, message: result.message });
    return result;
  };
  const longestPauseMs = isStore(unit) ? storePauseMs : undefined;
  const outcome = await waitForService(telling, { clock, deadlineMs, signal, ...defined({ begins, longestPauseMs }) });
  const seconds = (clock.now() - startedMs) / 1000;
  const { result } = outcome;
  const detail = result.ok ? result.summary : result.message;
  onProgress({ kind: "service", service: unit.name, state: outcome.ready ? "ready" : "failed", seconds, detail });
  if (outcome.ready) {
    stopwatch.service(unit.name, "ready");
    return undefined;
  }
  const failure = notReady(unit, outcome, seconds);
  if (outcome.reason === "lasting-fault") throw failure;
  return failure;
}

function notReady(unit: Unit, { reason, result }: Failed, seconds: number): TemporalStartError {
  const { name } = unit;
  const detail = result.ok ? result.summary : result.message;
  const timedOut = reason === "timeout";
  return new TemporalStartError({
    code: timedOut ? "WAIT_TIMED_OUT" : "SERVICE_FAILED",
    category: timedOut ? "timeout" : "service",
    message: timedOut ? `${name} was not ready after ${seconds.toFixed(0)} s: ${detail}` : `${name}: ${detail}`,
    service: name,
    ...defined({ hint: hintFor(unit, result, timedOut ? seconds : undefined) }),
    retryable: timedOut,
  });
}

/** @param waitedSeconds where the time was up */
function hintFor(unit: Unit, result: ProbeResult, waitedSeconds: number | undefined): string | undefined {
  if (result.ok || result.hint !== undefined) return result.ok ? undefined : result.hint;
  if (waitedSeconds === undefined || !isStartingFault(result.fault)) return undefined;
  const longer = `--wait-timeout ${String(2 * Math.round(waitedSeconds))}s`;
  const look = unit.isExternal
    ? `see that ${unit.name} runs where it is`
    : `temporal-start logs ${unit.name} --tail 100`;
  return `${look}; where the machine is only slow: ${longer}`;
}
