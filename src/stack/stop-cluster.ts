import type { ContainerEngine, ContainerFacts } from "../runtime/ports.ts";
import { type ServiceName, serviceNamed } from "../services/index.ts";
import { isRunning } from "./observed-state.ts";
import { ownContainers } from "./own-containers.ts";

/**
 * Stops what runs of an instance.
 * @returns the containers that were stopped, in start order
 */
export async function stopCluster(engine: ContainerEngine, instance: string): Promise<readonly string[]> {
  const up = [...(await ownContainers(engine, instance))].filter(([, container]) => isUp(container));
  await stopInOrder(engine, new Map(up));
  return up.map(([, { name }]) => name);
}

/**
 * First all that uses the stores, side by side, then the stores, so that the last words of the
 * server are still written. Each container has its own grace.
 */
export async function stopInOrder(
  engine: ContainerEngine,
  containers: ReadonlyMap<ServiceName, ContainerFacts>,
): Promise<void> {
  const up = [...containers].filter(([, container]) => isUp(container));
  const isStore = (name: ServiceName): boolean => (serviceNamed(name)?.volumes.length ?? 0) > 0;
  for (const group of [up.filter(([name]) => !isStore(name)), up.filter(([name]) => isStore(name))]) {
    await Promise.all(group.map(([, container]) => stopContainer(engine, container)));
  }
}

function isUp(container: ContainerFacts): boolean {
  return isRunning(container) || container.state === "paused" || container.state === "restarting";
}

async function stopContainer(engine: ContainerEngine, { id, state }: ContainerFacts): Promise<void> {
  // A paused process cannot receive the signal that asks it to end.
  if (state === "paused") await engine.act("unpause", id);
  await engine.act("stop", id);
}
