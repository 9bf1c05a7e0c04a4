import { meantUnit } from "../cluster/meant-unit.ts";
import { ownUnits, type Topology } from "../cluster/topology.ts";
import type { Overlay } from "./plan.ts";

/** Services that an overlay adds, which may well be meant to change one of the cluster: one sentence each. */
export function overlayDoubts({ file, changes }: Overlay, topology: Topology): readonly string[] {
  const units = ownUnits(topology).map(({ name }) => name);
  return changes
    .filter((service) => !units.includes(service))
    .flatMap((service) => {
      const meant = meantUnit(service, units);
      return meant === undefined ? [] : [`The overlay ${file} adds a service '${service}'; did you mean '${meant}'?`];
    });
}
