import type { Topology } from "../cluster/topology.ts";
import type { Backend } from "../interfaces/backend.ts";
import type { ContainerEngine } from "../interfaces/engine.ts";
import { sortedContainers } from "../observe/own-containers.ts";
import { isUp, type OwnedContainer, stopOperations } from "../plan/stop-operations.ts";
import { carryOutAll } from "./carry-out.ts";

export interface StopDependencies {
  readonly engine: ContainerEngine;
  readonly backend: Pick<Backend, "perform">;
}

export interface StopOptions {
  /** Told the containers before the first of them is stopped; each may use up its grace. */
  readonly onBegin?: (names: readonly string[]) => void;
  /** Whether a unit goes on. */
  readonly spares?: (unit: string) => boolean;
  /** Whether a unit gets no grace. */
  readonly atOnce?: (unit: string) => boolean;
}

/**
 * Stops what runs of an instance, also what no unit claims.
 * @returns the containers that were stopped, in start order
 * @throws TemporalStartError of the first container that could not be stopped, when all others have ended
 */
export async function stopCluster(
  { engine, backend }: StopDependencies,
  topology: Topology,
  { onBegin, spares = () => false, atOnce = () => false }: StopOptions = {},
): Promise<readonly string[]> {
  const owned = (await allOwned(engine, topology)).filter(({ service }) => !spares(service));
  const names = owned.filter(({ container }) => isUp(container)).map(({ container }) => container.name);
  onBegin?.(names);
  const ending = owned.map((one) => ({ ...one, isAtOnce: atOnce(one.service) }));
  await carryOutAll(stopOperations(topology, ending), { backend });
  return names;
}

/** The containers of all units, and what else is ours. */
async function allOwned(engine: ContainerEngine, topology: Topology): Promise<readonly OwnedContainer[]> {
  const { containers, leftovers } = await sortedContainers(engine, topology);
  return [...[...containers].map(([service, container]) => ({ service, container })), ...leftovers];
}
