import type { Topology } from "../cluster/topology.ts";
import type { ContainerEngine } from "../interfaces/engine.ts";
import { volumeNames } from "./observe.ts";

/**
 * Names of the volumes that are there with data of an instance: those of its units, whoever made them, and those that
 * bear its mark, as of a service that was switched off since.
 */
export async function dataVolumes(
  engine: Pick<ContainerEngine, "volumes" | "volumesOf">,
  topology: Topology,
): Promise<readonly string[]> {
  const [ofUnits, marked] = await Promise.all([
    engine.volumes(volumeNames(topology)),
    engine.volumesOf({ instance: topology.instance }),
  ]);
  return [...new Set([...ofUnits, ...marked].map(({ name }) => name))];
}
