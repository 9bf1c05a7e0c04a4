import { createLatch, type Latch } from "../async/latch.ts";
import { isStore, type ServiceName, serviceNamed } from "../cluster/services/index.ts";
import type { ContainerEngine } from "../interfaces/engine.ts";
import type { ContainerFacts } from "../interfaces/engine-facts.ts";
import { sortedContainers } from "../observe/own-containers.ts";
import { isRunning } from "../plan/observed-state.ts";

export interface OwnedContainer {
  readonly service: ServiceName;
  readonly container: ContainerFacts;
}

/**
 * Stops what runs of an instance, also what a start that was cut short left under another name.
 * @param onBegin is told the containers before the first of them is stopped; each may use up its grace
 * @returns the containers that were stopped, in start order
 */
export async function stopCluster(
  engine: ContainerEngine,
  instance: string,
  onBegin?: (names: readonly string[]) => void,
): Promise<readonly string[]> {
  const { containers, leftovers } = await sortedContainers(engine, instance);
  const owned = [...[...containers].map(([service, container]) => ({ service, container })), ...leftovers];
  const up = owned.filter(({ container }) => isUp(container));
  const names = up.map(({ container }) => container.name);
  onBegin?.(names);
  await stopInOrder(engine, up);
  return names;
}

/**
 * First all that uses the stores, side by side, then the stores, so that the last words of the
 * server are still written. Each container has its own grace; one that refuses does not keep the
 * others from ending.
 * @throws TemporalStartError of the first container that could not be stopped
 */
export async function stopInOrder(engine: ContainerEngine, owned: readonly OwnedContainer[]): Promise<void> {
  const up = owned.filter(({ container }) => isUp(container));
  const keepsData = ({ service }: OwnedContainer): boolean => isStore(serviceNamed(service));
  const users = up.filter((one) => !keepsData(one)).map(({ container }) => ({ container, died: createLatch() }));
  const over = new AbortController();
  // An engine that tells of no death answers the stops all the same.
  if (users.length > 0) listenForDeaths(engine, users, over.signal).catch(() => undefined);
  const stops = users.map(({ container }) => stopContainer(engine, container));
  // Who has died uses no store any more, though the engine answers the stop a tenth of a second later.
  await Promise.all(users.map(({ died }, index) => Promise.race([died.opened, Promise.allSettled([stops[index]])])));
  stops.push(...up.filter(keepsData).map(({ container }) => stopContainer(engine, container)));
  const outcomes = await Promise.allSettled(stops);
  over.abort();
  const failed = outcomes.find((outcome) => outcome.status === "rejected");
  if (failed !== undefined) throw failed.reason;
}

async function listenForDeaths(
  engine: ContainerEngine,
  users: readonly { readonly container: ContainerFacts; readonly died: Latch }[],
  signal: AbortSignal,
): Promise<void> {
  const ids = users.map(({ container }) => container.id);
  for await (const id of engine.deaths(ids, signal)) users.find(({ container }) => container.id === id)?.died.open();
}

function isUp(container: ContainerFacts): boolean {
  return isRunning(container) || container.state === "paused" || container.state === "restarting";
}

async function stopContainer(engine: ContainerEngine, { id, state }: ContainerFacts): Promise<void> {
  // A paused process cannot receive the signal that asks it to end.
  if (state === "paused") await engine.act("unpause", id);
  await engine.act("stop", id);
}
