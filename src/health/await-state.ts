import { growingPatience, type Patience } from "../async/growing-patience.ts";
import { untilAborted } from "../async/until-aborted.ts";
import { TemporalStartError } from "../errors.ts";
import type { Clock } from "../interfaces/clock.ts";
import type { TemporalAdmin } from "../interfaces/temporal.ts";
import type { Probe } from "../probes/probe.ts";
import { isLastingFault } from "../probes/probe.ts";
import { serviceQuestion } from "../ready/service-question.ts";
import { attemptLook } from "./attempt-look.ts";
import type { HealthReport, ServiceHealth } from "./health-report.ts";
import { type AskRunning, type Look, type LookOptions, lookAtCluster } from "./look.ts";

export const awaitedStates = ["ready", "stopped"] as const;
export type AwaitedState = (typeof awaitedStates)[number];

/** Each look asks every service; a cluster that comes up is seen this much later at most. */
const longestPauseMs = 500;
const firstPauseMs = 50;
/** Of one probe: as long as a start gives it. */
const probeTimeoutMs = 3_000;

export interface StateWait extends Omit<LookOptions, "ask" | "now"> {
  readonly state: AwaitedState;
  readonly clock: Clock;
  readonly probe: () => Promise<Probe>;
  readonly temporal: () => Promise<TemporalAdmin>;
  /** Milliseconds since the epoch. */
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
  /** The engine does not answer any more; told once, until it does again. */
  readonly onBlind: (error: TemporalStartError) => void;
}

export interface StateOutcome {
  readonly end: "reached" | "timeout" | "lasting-fault";
  readonly report: HealthReport;
  /** What stands between now and the state, one line each; empty when it is reached. */
  readonly missing: readonly string[];
  /** The time was up while the engine did not answer; report and what is missing are older than that. */
  readonly blind?: TemporalStartError;
}

/**
 * Looks again and again until an instance is in a state; it changes nothing. An engine that was there and is away
 * for a while is waited for, too.
 * @throws TemporalStartError what the first look throws
 */
export async function awaitState(wait: StateWait): Promise<StateOutcome> {
  const { state, clock, deadlineMs, signal } = wait;
  const ask: AskRunning = state === "ready" ? askUntilReady(wait) : () => Promise.resolve([]);
  const look = () => lookAtCluster({ ...wait, ask, now: () => clock.now() });
  signal.throwIfAborted();
  let outcome = judgeLook(await untilAborted(look(), signal), state);
  for (let pauseMs = firstPauseMs; outcome.end === "timeout"; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
    if (clock.now() + pauseMs >= deadlineMs) return outcome;
    await clock.sleep(pauseMs, signal);
    const seen = await untilAborted(attemptLook(look), signal);
    if (!(seen instanceof TemporalStartError)) {
      outcome = judgeLook(seen, state);
      continue;
    }
    if (outcome.blind === undefined) wait.onBlind(seen);
    outcome = { ...outcome, blind: seen };
  }
  return outcome;
}

/** As if there were no time left. */
function judgeLook(look: Look, state: AwaitedState): StateOutcome {
  const { report } = look;
  const missing = state === "ready" ? missingForReady(look) : stillRunning(look);
  if (missing.length === 0) return { end: "reached", report, missing };
  return { end: report.services.some(isLost) ? "lasting-fault" : "timeout", report, missing };
}

function askUntilReady({ probe, temporal, clock, deadlineMs }: StateWait): AskRunning {
  const growing = growingPatience(clock);
  const patience: Patience = (call) => growing(call, deadlineMs - clock.now());
  return async (running) => {
    const asked = { probe: await probe(), temporal: await temporal() };
    const timeoutMs = Math.max(firstPauseMs, Math.min(probeTimeoutMs, deadlineMs - clock.now()));
    return Promise.all(
      running.map(async ({ unit, reach: { values, host } }) => {
        const question = serviceQuestion(unit, {
          ...asked,
          settings: values,
          host,
          timeoutMs,
          patience,
        });
        return question?.();
      }),
    );
  };
}

/** A start is over when its jobs are, too. */
function missingForReady({ report, runningJobs }: Look): readonly string[] {
  return [
    ...report.services
      .filter(({ verdict }) => verdict !== "healthy")
      .map(({ service, reason }) => `${service}: ${reason}`),
    ...runningJobs.map((name) => `${name} has not ended.`),
  ];
}

function stillRunning({ report, runningJobs, surplus }: Look): readonly string[] {
  return [
    ...report.services
      // What is somewhere else has no container, and does not end with the cluster.
      .filter(({ verdict, container }) => container !== null && verdict !== "stopped")
      .map(({ service, container }) => `${service} is ${container?.state ?? "there"}.`),
    ...runningJobs.map((name) => `${name} has not ended.`),
    ...surplus.map((name) => `${name} is running.`),
  ];
}

function isLost({ probe }: ServiceHealth): boolean {
  return probe?.ok === false && isLastingFault(probe.fault);
}
