import { isStore, type Service, type ServiceName, services, stores } from "../cluster/services/index.ts";
import type { Clock } from "../interfaces/clock.ts";
import type { ProbeResult } from "../probes/probe.ts";
import type { Span } from "./critical-chain.ts";

/** What is noted of a service: its container's start, the first answer, the moment it is ready; a job's milestone and end. */
export type ServiceMark = "started" | "answers" | "ready" | "milestone" | "ended";
/** What is noted of the whole, in this order. */
const stages = ["planned", "pulled", "created"] as const;
export type Stage = (typeof stages)[number];

/** Notes when what was over; the first time counts. */
export interface Stopwatch {
  stage(name: Stage): void;
  service(name: ServiceName, mark: ServiceMark): void;
  namespace(): void;
  spans(): readonly Span[];
}

const noAnswer: readonly string[] = ["refused", "starting", "timeout", "not-serving"];

/** Whether the service itself has spoken, content or not. */
export function hasAnswered(result: ProbeResult): boolean {
  return result.ok || !noAnswer.includes(result.fault);
}

/** @param startedMs the beginning of the command, milliseconds since the epoch */
export function createStopwatch(clock: Clock, startedMs: number): Stopwatch {
  const marks = new Map<string, number>();
  const note = (name: string): void => {
    if (!marks.has(name)) marks.set(name, clock.now() - startedMs);
  };
  return {
    stage: note,
    service(name, mark) {
      // What answered until now was the container before.
      if (mark === "started") marks.delete(`${name} answers`);
      note(`${name} ${mark}`);
    },
    namespace: () => {
      note("namespace");
    },
    spans: () => [...marks].map(([name, endedMs]) => ({ name, endedMs, after: waitedFor(name, endedMs, marks) })),
  };
}

/** What was over later, it cannot have waited for. */
function waitedFor(name: string, endedMs: number, marks: ReadonlyMap<string, number>): readonly string[] {
  const candidates = new Set(predecessors.get(name) ?? []);
  return [...candidates].filter((other) => (marks.get(other) ?? Number.POSITIVE_INFINITY) <= endedMs);
}

const jobs = services.filter(({ kind }) => kind === "job");

/** What each mark waits for, where that was noted at all. */
const predecessors: ReadonlyMap<string, readonly string[]> = new Map([
  ...stages.map((stage, index) => [stage, stages.slice(0, index)] as const),
  ...services.flatMap(marksOf),
  ["namespace", ["temporal-server answers"]] as const,
]);

/** A store is ready with what the job puts into it, whatever asks the server with the server, and the server with all. */
function marksOf(service: Service): readonly (readonly [string, readonly string[]])[] {
  const { name, needs = [] } = service;
  const needed = (mark: ServiceMark): readonly string[] => needs.map(({ job }) => `${job} ${mark}`);
  const storesStart = isStore(service) ? [] : stores.map((store) => `${store.name} started`);
  const storesAnswer = stores.map((store) => `${store.name} answers`);
  const jobsEnded = jobs.map((job) => `${job.name} ended`);
  const readyAfter = isStore(service) ? jobsEnded : ["temporal-server answers", ...needed("ended")];
  return [
    [`${name} started`, [...stages, ...storesStart, ...needed("milestone"), ...needed("ended")]],
    [`${name} answers`, [`${name} started`]],
    [`${name} milestone`, [`${name} started`, ...storesAnswer]],
    [`${name} ended`, [`${name} started`, `${name} milestone`, ...storesAnswer]],
    [`${name} ready`, [`${name} answers`, ...readyAfter, ...(needs.length > 0 ? ["namespace"] : [])]],
  ];
}
