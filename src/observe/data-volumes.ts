import { labels } from "../cluster/labels.ts";
import { instanceLabel } from "../cluster/settings/instance.ts";
import type { Topology } from "../cluster/topology.ts";
import type { ContainerEngine } from "../interfaces/engine.ts";
import { volumeNames } from "./observe.ts";

/**
 * Names of the volumes that are there with data of an instance: those of its units, whoever made them, and those that
 * wear its label, as of a service that was switched off since.
 */
export async function dataVolumes(
  engine: Pick<ContainerEngine, "volumes" | "volumesLabelled">,
  topology: Topology,
): Promise<readonly string[]> {
  const [ofUnits, labelled] = await Promise.all([
    engine.volumes(volumeNames(topology)),
    engine.volumesLabelled(labels.instance),
  ]);
  const worn = labelled.filter((volume) => volume.labels[labels.instance] === instanceLabel(topology.instance));
  return [...new Set([...ofUnits, ...worn].map(({ name }) => name))];
}
