import type { Topology } from "../cluster/topology.ts";
import { sortedContainers } from "../observe/own-containers.ts";
import { removeOperations } from "../plan/remove-operations.ts";
import { carryOutAll } from "./carry-out.ts";
import type { StopDependencies } from "./stop-cluster.ts";

/**
 * Stops and removes containers and network, and these volumes.
 * @param volumes names
 * @returns whether there was a container
 */
export async function removeCluster(
  { engine, backend }: StopDependencies,
  topology: Topology,
  volumes: readonly string[],
  { onNote, signal }: { readonly onNote: (text: string) => void; readonly signal: AbortSignal },
): Promise<boolean> {
  const { containers: found, leftovers } = await sortedContainers(engine, topology);
  const containers = [...found].map(([service, container]) => ({ service, container }));
  await carryOutAll(removeOperations(topology, { containers, leftovers, volumes }), { backend, onNote, signal });
  return containers.length + leftovers.length > 0;
}
