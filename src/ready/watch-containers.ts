import type { ServiceName } from "../cluster/services/index.ts";
import { lastingUnits, type Topology, type Unit } from "../cluster/topology.ts";
import type { Clock } from "../interfaces/clock.ts";
import type { ContainerEngine } from "../interfaces/engine.ts";
import type { ContainerDetails, ContainerFacts } from "../interfaces/engine-facts.ts";
import type { OwnAnswer } from "../observe/own-answer.ts";
import { ownContainers } from "../observe/own-containers.ts";
import { isSuspect, type Loss, lossOf } from "./loss.ts";

const pauseMs = 500;

export interface LostService extends Loss {
  readonly service: ServiceName;
  readonly container: ContainerFacts;
}

export type Baseline = ReadonlyMap<string, ContainerDetails>;

/** Remembers the containers that do not simply run, but for a job that is done: nothing is left to happen to it. */
export async function recordBaseline(
  engine: ContainerEngine,
  topology: Topology,
  containers: ReadonlyMap<ServiceName, ContainerFacts>,
): Promise<Baseline> {
  const lasting = lastingUnits(topology).map(({ name }) => name);
  const found = [...containers]
    .filter(([name, { exitCode }]) => exitCode !== 0 || lasting.includes(name))
    .flatMap(([, container]) => (container.state === "running" ? [] : [container]));
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
  readonly topology: Topology;
  readonly signal: AbortSignal;
  /** What was known of containers before this start, by id: what happened to them earlier is not its failure. */
  readonly baseline: Baseline;
  /** Ids of containers that ran before: one that crashes now and then may have been caught while it did. */
  readonly ranBefore: ReadonlySet<string>;
  /** Whether the service is to run by now; one whose step is still to come may end for it. */
  readonly isExpectedUp: (service: ServiceName) => boolean;
  /** Asks a service itself; where it is on its way up or just came up, a failed health check tells only that it is slow. */
  readonly ownAnswer: (unit: Unit) => Promise<OwnAnswer>;
}

/** Looks at the containers until one has failed for good; ends with undefined when the signal aborts. */
export async function watchForLoss(options: WatchOptions): Promise<LostService | undefined> {
  const { engine, clock, topology, signal } = options;
  // A container that goes on after a pause keeps its old verdict until its next check.
  const seenWell = new Set<string>();
  const seenStopped = new Set<string>();
  const restartsBefore = new Map([...options.baseline].map(([id, { restartCount }]) => [id, restartCount]));
  const lossNow = async (unit: Unit, container: ContainerFacts): Promise<Loss | undefined> => {
    const loss = await inspectLoss(container, { seenWell, restartsBefore }, options);
    const isOnlySlow = loss?.kind === "unhealthy" && (await options.ownAnswer(unit)) !== "unwell";
    return isOnlySlow ? undefined : loss;
  };
  while (!signal.aborted) {
    // Before the look: what is started meanwhile may still be seen as it was.
    const expected = lastingUnits(topology).filter(({ name }) => options.isExpectedUp(name));
    const containers = await ownContainers(engine, topology);
    for (const unit of expected) {
      const { name: service } = unit;
      const container = containers.get(service);
      if (container === undefined) continue;
      const loss = await lossNow(unit, container);
      // Twice, because a container that is restarted by hand is down for a moment.
      const isSure = loss?.kind !== "stopped" || seenStopped.has(container.id);
      if (loss !== undefined && isSure && !isAborted(signal)) return { service, container, ...loss };
      if (loss === undefined) seenStopped.delete(container.id);
      else seenStopped.add(container.id);
    }
    await clock.sleep(pauseMs, signal).catch(() => undefined);
  }
  return undefined;
}

/** The signal may abort while the engine is asked. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}

async function inspectLoss(
  container: ContainerFacts,
  { seenWell, restartsBefore }: { readonly seenWell: Set<string>; readonly restartsBefore: Map<string, number> },
  { engine, ranBefore }: WatchOptions,
): Promise<Loss | undefined> {
  const { id, health } = container;
  if (health !== "unhealthy") seenWell.add(id);
  if (!isSuspect(container) || (health === "unhealthy" && !seenWell.has(id))) return undefined;
  const details = await engine.containerDetails(id);
  if (details !== undefined && ranBefore.has(id) && !restartsBefore.has(id)) {
    restartsBefore.set(id, details.restartCount);
  }
  return lossOf(container, details, restartsBefore.get(id) ?? 0);
}
