import { askedAfter, type Edge, startsAfter } from "../cluster/graph.ts";
import type { ServiceName } from "../cluster/services/index.ts";
import { isStore, serverOf, type Topology, type Unit } from "../cluster/topology.ts";
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
export function createStopwatch(clock: Clock, startedMs: number, topology: Topology): Stopwatch {
  const predecessors = predecessorsIn(topology);
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
    spans: () =>
      [...marks].map(([name, endedMs]) => ({
        name,
        endedMs,
        after: waitedFor(predecessors.get(name) ?? [], endedMs, marks),
      })),
  };
}

/** What was over later, it cannot have waited for. */
function waitedFor(
  candidates: readonly string[],
  endedMs: number,
  marks: ReadonlyMap<string, number>,
): readonly string[] {
  return [...new Set(candidates)].filter((other) => (marks.get(other) ?? Number.POSITIVE_INFINITY) <= endedMs);
}

/** What each mark waits for, where that was noted at all. */
function predecessorsIn(topology: Topology): ReadonlyMap<string, readonly string[]> {
  return new Map([
    ...stages.map((stage, index) => [stage, stages.slice(0, index)] as const),
    ...topology.units.flatMap((unit) => marksOf(topology, unit)),
    ["namespace", [`${serverOf(topology).name} answers`]] as const,
  ]);
}

/** A store is ready with what the job puts into it, whatever asks the server with the server, and the server with all. */
function marksOf(topology: Topology, unit: Unit): readonly (readonly [string, readonly string[]])[] {
  const { name, service } = unit;
  const before = startsAfter(topology, unit);
  const marked = (edges: readonly Edge[], mark: ServiceMark): readonly string[] =>
    edges.map((edge) => `${edge.unit.name} ${mark}`);
  const jobs = before.filter((edge) => edge.unit.service.kind === "job");
  const stores = topology.units.filter(isStore);
  const storesStart = isStore(unit) ? [] : stores.map((store) => `${store.name} started`);
  const prepares = marked(before, "answers");
  const preparedBy = topology.units.filter((other) => other.service.kind === "job").map((job) => `${job.name} ended`);
  const server = serverOf(topology).name;
  const asked = [server, ...askedAfter(topology, unit).map((other) => other.name)].map((other) => `${other} answers`);
  const readyAfter = isStore(unit) ? preparedBy : [...asked, ...marked(jobs, "ended")];
  return [
    [`${name} started`, [...stages, ...storesStart, ...marked(jobs, "milestone"), ...marked(jobs, "ended")]],
    [`${name} answers`, [`${name} started`]],
    [`${name} milestone`, [`${name} started`, ...prepares]],
    [`${name} ended`, [`${name} started`, `${name} milestone`, ...prepares]],
    [`${name} ready`, [`${name} answers`, ...readyAfter, ...(service.role === "server" ? ["namespace"] : [])]],
  ];
}
