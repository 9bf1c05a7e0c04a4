import { lastOf } from "../async/last-of.ts";
import type { ServiceName } from "../cluster/services/index.ts";
import type { Topology } from "../cluster/topology.ts";
import type { Clock } from "../interfaces/clock.ts";
import type { ContainerEngine, LogLine } from "../interfaces/engine.ts";
import { ownContainers } from "../observe/own-containers.ts";
import { createLogSteps, type LogFilter, type LogStep, type ReadLine } from "./filter-log.ts";
import { type LogRange, openServiceLog } from "./follow-log.ts";
import { interleave, mergeByTime, type SourcedLine } from "./merge-logs.ts";

export interface LogRequest {
  readonly services: readonly ServiceName[];
  readonly range: LogRange;
  readonly filter: LogFilter;
  /** Whether to find out what each line says. */
  readonly isRead: boolean;
  readonly follow: boolean;
}

export interface LogDependencies {
  readonly engine: ContainerEngine;
  readonly clock: Clock;
  readonly topology: Topology;
  readonly signal: AbortSignal;
}

/** Several logs as one: what is written already in the order of its time, and what follows as it comes. */
export async function* gatherLogs(
  { services, range, filter, isRead, follow }: LogRequest,
  dependencies: LogDependencies,
): AsyncGenerator<readonly SourcedLine[]> {
  const container = lookup(dependencies);
  const logs = services.map((name) => ({
    name,
    log: openServiceLog(name, { ...dependencies, container }),
    steps: createLogSteps(filter, isRead),
  }));
  const { tail, ...unlimited } = range;
  const cut = cutsHere(range, filter) ? tail : undefined;
  yield* mergeByTime(
    logs.map(({ name, log, steps }) => {
      const lines = through(steps, log.backlog(cut === undefined ? range : unlimited));
      return { name, batches: cut === undefined ? lines : lastOf(lines, cut) };
    }),
  );
  if (follow)
    yield* interleave(logs.map(({ name, log, steps }) => ({ name, batches: through(steps, log.live(range)) })));
}

/** The engine counts the last lines before anything is left out. */
function cutsHere({ tail, untilSeconds }: LogRange, { level, pattern }: LogFilter): boolean {
  return tail !== undefined && tail > 0 && (untilSeconds !== undefined || level !== undefined || pattern !== undefined);
}

async function* through(
  steps: LogStep,
  batches: AsyncIterable<readonly LogLine[]>,
): AsyncGenerator<readonly ReadLine[]> {
  for await (const batch of batches) {
    const lines = steps(batch);
    if (lines.length > 0) yield lines;
  }
}

type Containers = ReturnType<typeof ownContainers>;

/** One question to the engine serves all logs that ask at the same time. */
function lookup({ engine, clock, topology }: LogDependencies): Lookup {
  const freshMs = 100;
  let asked: { readonly atMs: number; readonly answer: Containers } | undefined;
  return async (name) => {
    if (asked === undefined || clock.now() - asked.atMs > freshMs)
      asked = { atMs: clock.now(), answer: ownContainers(engine, topology) };
    return (await asked.answer).get(name);
  };
}

type Lookup = Parameters<typeof openServiceLog>[1]["container"];
