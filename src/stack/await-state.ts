import type { Probe } from "../probes/probe.ts";
import { isLastingFault } from "../probes/probe.ts";
import type { Clock, TemporalAdmin } from "../runtime/ports.ts";
import { untilAborted } from "../until-aborted.ts";
import type { HealthReport, ServiceHealth } from "./health-report.ts";
import { type AskRunning, type Look, type LookOptions, lookAtCluster } from "./look.ts";
import { serviceQuestion } from "./service-question.ts";

export const awaitedStates = ["ready", "stopped"] as const;
export type AwaitedState = (typeof awaitedStates)[number];

/** Each look asks every service; a cluster that comes up is seen this much later at most. */
const longestPauseMs = 500;
const firstPauseMs = 50;
/** Of one probe: as long as a start gives it. */
const probeTimeoutMs = 3_000;

export interface StateWait extends Omit<LookOptions, "ask" | "now" | "withDetails"> {
  readonly state: AwaitedState;
  readonly clock: Clock;
  readonly probe: () => Promise<Probe>;
  readonly temporal: () => Promise<TemporalAdmin>;
  /** Milliseconds since the epoch. */
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
}

export interface StateOutcome {
  readonly end: "reached" | "timeout" | "lasting-fault";
  readonly report: HealthReport;
  /** What stands between now and the state, one line each; empty when it is reached. */
  readonly missing: readonly string[];
}

/** Looks again and again until an instance is in a state; it changes nothing. */
export async function awaitState(wait: StateWait): Promise<StateOutcome> {
  const { state, clock, deadlineMs, signal } = wait;
  const ask: AskRunning = state === "ready" ? askUntilReady(wait) : () => Promise.resolve([]);
  const options = { ...wait, ask, now: () => clock.now(), withDetails: false };
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
    signal.throwIfAborted();
    const look = await untilAborted(lookAtCluster(options), signal);
    const missing = state === "ready" ? missingForReady(look) : stillRunning(look);
    const { report } = look;
    if (missing.length === 0) return { end: "reached", report, missing };
    if (report.services.some(isLost)) return { end: "lasting-fault", report, missing };
    if (clock.now() + pauseMs >= deadlineMs) return { end: "timeout", report, missing };
    await clock.sleep(pauseMs, signal);
  }
}

function askUntilReady({ probe, temporal, clock, deadlineMs }: StateWait): AskRunning {
  return async (running) => {
    const asked = { probe: await probe(), temporal: await temporal() };
    const timeoutMs = Math.max(firstPauseMs, Math.min(probeTimeoutMs, deadlineMs - clock.now()));
    return Promise.all(
      running.map(async ({ service, reach: { values, host } }) => {
        const question = serviceQuestion(service, { ...asked, settings: values, host, timeoutMs });
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

function stillRunning({ report, runningJobs }: Look): readonly string[] {
  return [
    ...report.services
      .filter(({ verdict }) => verdict !== "stopped" && verdict !== "absent")
      .map(({ service, container }) => `${service} is ${container?.state ?? "there"}.`),
    ...runningJobs.map((name) => `${name} has not ended.`),
  ];
}

function isLost({ probe }: ServiceHealth): boolean {
  return probe?.ok === false && isLastingFault(probe.fault);
}
