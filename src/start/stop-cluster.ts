import { createLatch, type Latch } from "../async/latch.ts";
import { dependantsOf } from "../cluster/graph.ts";
import type { Topology } from "../cluster/topology.ts";
import type { ContainerEngine } from "../interfaces/engine.ts";
import type { ContainerFacts } from "../interfaces/engine-facts.ts";
import { sortedContainers } from "../observe/own-containers.ts";
import { isRunning } from "../plan/observed-state.ts";

export interface OwnedContainer {
  /** The unit, or the service of a container that no unit claims. */
  readonly service: string;
  readonly container: ContainerFacts;
}

/**
 * Stops what runs of an instance, also what no unit claims.
 * @param onBegin is told the containers before the first of them is stopped; each may use up its grace
 * @returns the containers that were stopped, in start order
 */
export async function stopCluster(
  engine: ContainerEngine,
  topology: Topology,
  onBegin?: (names: readonly string[]) => void,
): Promise<readonly string[]> {
  const { containers, leftovers } = await sortedContainers(engine, topology);
  const owned = [...[...containers].map(([service, container]) => ({ service, container })), ...leftovers];
  const up = owned.filter(({ container }) => isUp(container));
  const names = up.map(({ container }) => container.name);
  onBegin?.(names);
  await stopInOrder(engine, topology, up);
  return names;
}

interface Stopping extends OwnedContainer {
  readonly died: Latch;
  /** Fulfilled or rejected as the engine answers the stop. */
  stopped: Promise<void>;
}

/**
 * Each as soon as all that depends on it has died, so that the last words of a server are still written to its
 * stores; what has nothing to do with each other stops side by side. Each container has its own grace; one that
 * refuses does not keep the others from ending.
 * @throws TemporalStartError of the first container that could not be stopped
 */
export async function stopInOrder(
  engine: ContainerEngine,
  topology: Topology,
  owned: readonly OwnedContainer[],
): Promise<void> {
  const up = owned
    .filter(({ container }) => isUp(container))
    .map((one): Stopping => ({ ...one, died: createLatch(), stopped: Promise.resolve() }));
  const usersOf = (one: Stopping): readonly Stopping[] => {
    const users = new Set(
      topology.units
        .filter(({ name, service }) => one.service === name || one.service === service.name)
        .flatMap((unit) => dependantsOf(topology, unit))
        .flatMap(({ name, service }) => [name, service.name]),
    );
    return up.filter((other) => users.has(other.service));
  };
  const used = up.map((one) => ({ one, users: usersOf(one) }));
  const awaited = new Set(used.flatMap(({ users }) => users));
  const over = new AbortController();
  // An engine that tells of no death answers the stops all the same.
  if (awaited.size > 0) listenForDeaths(engine, [...awaited], over.signal).catch(() => undefined);
  // Users come after what they use, in start order: their stops are there when they are waited for.
  for (const { one, users } of used.toReversed()) {
    // Who has died uses nothing any more, though the engine answers the stop a tenth of a second later.
    const gone = users.map(({ died, stopped }) => Promise.race([died.opened, Promise.allSettled([stopped])]));
    one.stopped = Promise.all(gone).then(() => stopContainer(engine, one.container));
  }
  const outcomes = await Promise.allSettled(up.map(({ stopped }) => stopped));
  over.abort();
  const failed = outcomes.find((outcome) => outcome.status === "rejected");
  if (failed !== undefined) throw failed.reason;
}

async function listenForDeaths(
  engine: ContainerEngine,
  awaited: readonly Stopping[],
  signal: AbortSignal,
): Promise<void> {
  const ids = awaited.map(({ container }) => container.id);
  for await (const id of engine.deaths(ids, signal)) awaited.find(({ container }) => container.id === id)?.died.open();
}

function isUp(container: ContainerFacts): boolean {
  return isRunning(container) || container.state === "paused" || container.state === "restarting";
}

async function stopContainer(engine: ContainerEngine, { id, state }: ContainerFacts): Promise<void> {
  // A paused process cannot receive the signal that asks it to end.
  if (state === "paused") await engine.act("unpause", id);
  await engine.act("stop", id);
}
