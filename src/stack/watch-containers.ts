import type { Clock, ContainerDetails, ContainerEngine, ContainerFacts } from "../runtime/ports.ts";
import { type ServiceName, services } from "../services/index.ts";
import { ownContainers } from "./own-containers.ts";

const pauseMs = 500;
/** A service that restarted this often does not come up by itself. */
const crashLoopRestarts = 3;

export interface Casualty {
  readonly service: ServiceName;
  readonly container: ContainerFacts;
  readonly why: string;
}

export type Baseline = ReadonlyMap<string, ContainerDetails>;

/** Remembers the containers that do not simply run. */
export async function recordBaseline(
  engine: ContainerEngine,
  containers: ReadonlyMap<ServiceName, ContainerFacts>,
): Promise<Baseline> {
  const found = [...containers.values()].filter(({ state }) => state !== "running");
  const details = await Promise.all(found.map(({ id }) => engine.containerDetails(id)));
  return new Map(
    found.flatMap(({ id }, index): [string, ContainerDetails][] => {
      const known = details[index];
      return known === undefined ? [] : [[id, known]];
    }),
  );
}

export interface WatchOptions {
  readonly engine: ContainerEngine;
  readonly clock: Clock;
  readonly instance: string;
  readonly signal: AbortSignal;
  /** What was known of containers before this start, by id: what happened to them earlier is not its failure. */
  readonly baseline: Baseline;
  /** Whether the service is to run by now; one whose step is still to come may end for it. */
  readonly isExpectedUp: (service: ServiceName) => boolean;
}

/** Looks at the containers until one has failed for good; ends with undefined when the signal aborts. */
export async function watchForCasualty(options: WatchOptions): Promise<Casualty | undefined> {
  const { engine, clock, instance, signal, baseline, isExpectedUp } = options;
  let endedBefore: ReadonlySet<string> = new Set();
  while (!signal.aborted) {
    // Before the look: what is started meanwhile may still be seen as it was.
    const expected = new Set(services.map(({ name }) => name).filter(isExpectedUp));
    const containers = await ownContainers(engine, instance);
    const ended = [...containers].filter(([service, { state }]) => state === "exited" && expected.has(service));
    for (const [service, container] of containers) {
      // Twice, because a container that is restarted by hand is down for a moment.
      const why = endedBefore.has(container.id) ? endOf(container) : await deathOf(engine, container, baseline);
      if (why !== undefined && !isAborted(signal)) return { service, container, why };
    }
    endedBefore = new Set(ended.map(([, { id }]) => id));
    await clock.sleep(pauseMs, signal).catch(() => undefined);
  }
  return undefined;
}

/** The signal may abort while the engine is asked. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}

/** Nothing starts it again: whoever ended it from outside has switched its restarts off. */
function endOf({ state, exitCode }: ContainerFacts): string | undefined {
  if (state !== "exited") return undefined;
  return `has ended${exitCode === undefined ? "" : ` with exit code ${String(exitCode)}`} during the start`;
}

async function deathOf(
  engine: ContainerEngine,
  container: ContainerFacts,
  baseline: Baseline,
): Promise<string | undefined> {
  if (container.state !== "restarting") return undefined;
  const details = await engine.containerDetails(container.id);
  if (details === undefined) return undefined;
  const restarts = restartsSince(baseline.get(container.id)?.restartCount ?? 0, details.restartCount);
  if (restarts < crashLoopRestarts) return undefined;
  const exit = container.exitCode === undefined ? "" : ` with exit code ${String(container.exitCode)}`;
  const memory = details.outOfMemory ? ", killed for lack of memory" : "";
  return `ends${exit} each time it starts (${String(restarts)} restarts${memory})`;
}

/** The engine begins to count anew when a container is restarted by hand. */
function restartsSince(before: number, now: number): number {
  return now >= before ? now - before : now;
}
