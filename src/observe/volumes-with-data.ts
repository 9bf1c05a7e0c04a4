import { isOf } from "../cluster/settings/instance.ts";
import { type Topology, volumeNames } from "../cluster/topology.ts";
import type { ContainerEngine } from "../interfaces/engine.ts";

/**
 * Names of the volumes that are there with data of an instance: those of its units, whoever made them, and those that
 * bear its mark, as of a service that was switched off since.
 */
export async function volumesWithData(
  engine: Pick<ContainerEngine, "volumes" | "volumesOf">,
  topology: Topology,
): Promise<readonly string[]> {
  const [ofUnits, marked] = await Promise.all([
    engine.volumes(volumeNames(topology)),
    engine.volumesOf({ instance: topology.instance }),
  ]);
  // One that somebody else made under our name keeps a start from using it, and is not ours to delete.
  const own = ofUnits.filter((volume) => volume.marks.project === undefined || isOf(topology.instance, volume));
  return [...new Set([...own, ...marked].map(({ name }) => name))];
}
