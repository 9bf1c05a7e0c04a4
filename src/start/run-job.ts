import { anySignal } from "../async/any-signal.ts";
import { startsAfter } from "../cluster/graph.ts";
import type { ServiceName } from "../cluster/services/index.ts";
import type { Topology, Unit } from "../cluster/topology.ts";
import { TemporalStartError } from "../errors.ts";
import type { ContainerEngine, LogLine } from "../interfaces/engine.ts";
import type { ContainerDetails, ContainerFacts } from "../interfaces/engine-facts.ts";

/** A job that has been started. */
export interface RunningJob {
  /** What others wait for, by its words; fulfilled as well when the job ends well without them. */
  readonly milestones: ReadonlyMap<string, Promise<void>>;
  /** Rejected with JOB_FAILED when the exit code is not 0, and with SERVICE_STOPPED when a signal ended it. */
  readonly ended: Promise<void>;
}

export interface JobDependencies {
  readonly engine: ContainerEngine;
  readonly tell: (kind: "milestone" | "ended") => void;
  readonly signal?: AbortSignal;
}

/** Follows a job from its start to its end, and listens for what others wait for. */
export function runJob(
  topology: Topology,
  unit: Unit,
  container: ContainerFacts,
  started: Promise<void>,
  { engine, tell, signal }: JobDependencies,
): RunningJob {
  const over = new AbortController();
  const listening = anySignal(over.signal, signal);
  const ended = started
    .then(() => engine.waitForExit(container.id, signal))
    .then(async (exitCode) => {
      if (exitCode !== 0) throw jobFailure(unit.name, exitCode, await engine.containerDetails(container.id));
      tell("ended");
    })
    .finally(() => {
      over.abort();
    });
  const told = async (words: string): Promise<void> => {
    await started;
    if (await untilSaid(engine, container.id, words, listening)) tell("milestone");
    else await ended;
  };
  return { milestones: new Map(awaitedWords(topology, unit).map((words) => [words, told(words)])), ended };
}

function awaitedWords(topology: Topology, job: Unit): readonly string[] {
  const edges = topology.units.flatMap((unit) => startsAfter(topology, unit)).filter(({ unit }) => unit === job);
  return [...new Set(edges.flatMap(({ condition }) => (typeof condition === "object" ? condition.milestone : [])))];
}

/** Whether a line that begins so came before the log ended or could not be read any more. */
async function untilSaid(engine: ContainerEngine, id: string, words: string, signal: AbortSignal): Promise<boolean> {
  try {
    const startedAtMs = (await engine.containerDetails(id))?.startedAtMs ?? 0;
    // The container keeps the log of its earlier runs; the engine filters by whole seconds.
    const sinceSeconds = Math.floor(startedAtMs / 1000);
    const isIt = ({ time, text }: LogLine): boolean =>
      Date.parse(time) >= (isWholeSecond(time) ? sinceSeconds * 1000 : startedAtMs) && text.startsWith(words);
    for await (const lines of engine.logs(id, { follow: true, signal, sinceSeconds })) {
      if (lines.some(isIt)) return true;
    }
  } catch {
    // The job's end tells the same, only later.
  }
  return false;
}

/** Podman tells the second of a line: one of the job's first lines would seem to be from before its start. */
function isWholeSecond(time: string): boolean {
  return time.endsWith(".000000000Z");
}

/** With which a process ends that was asked to, or was killed. */
const exitCodesOfSignals: readonly number[] = [130, 137, 143];

/** A job that somebody else stopped has not failed. */
function jobFailure(service: ServiceName, exitCode: number, details: ContainerDetails | undefined): TemporalStartError {
  const outOfMemory = details?.outOfMemory === true;
  const stopped = !outOfMemory && exitCodesOfSignals.includes(exitCode);
  const exit = `exit code ${String(exitCode)}`;
  return new TemporalStartError({
    code: stopped ? "SERVICE_STOPPED" : "JOB_FAILED",
    category: "service",
    message: stopped
      ? `${service} was stopped from outside with ${exit}.`
      : `${service} ${outOfMemory ? "was killed for lack of memory" : "ended"} with ${exit}.`,
    service,
    retryable: stopped,
  });
}
