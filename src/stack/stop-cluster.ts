import type { ContainerEngine, ContainerFacts } from "../runtime/ports.ts";
import { serviceNamed } from "../services/index.ts";
import { isRunning } from "./observed-state.ts";
import { ownContainers } from "./own-containers.ts";

/**
 * Stops what runs: first all that uses the stores, side by side, then the stores, so that the last
 * words of the server are still written. Each container has its own grace.
 * @returns the containers that were stopped, in start order
 */
export async function stopCluster(engine: ContainerEngine, instance: string): Promise<readonly string[]> {
  const containers = await ownContainers(engine, instance);
  const up = [...containers].filter(([, container]) => isUp(container));
  const isStore = (name: string): boolean => (serviceNamed(name)?.volumes.length ?? 0) > 0;
  for (const group of [up.filter(([name]) => !isStore(name)), up.filter(([name]) => isStore(name))]) {
    await Promise.all(group.map(([, container]) => stopContainer(engine, container)));
  }
  return up.map(([, { name }]) => name);
}

function isUp(container: ContainerFacts): boolean {
  return isRunning(container) || container.state === "paused" || container.state === "restarting";
}

async function stopContainer(engine: ContainerEngine, { id, state }: ContainerFacts): Promise<void> {
  // A paused process cannot receive the signal that asks it to end.
  if (state === "paused") await engine.act("unpause", id);
  await engine.act("stop", id);
}
