import { volumeNames } from "../../cluster/topology.ts";
import { nameBlockers } from "../../plan/name-blockers.ts";
import { type Check, failure, ok } from "../check.ts";

export const names: Check = {
  id: "container-names",
  group: "ports",
  title: "names",
  needs: ["engine", "settings"],
  starts: "none",
  async look(world) {
    const [{ topology }, engine, sorted] = await Promise.all([
      world.settings(),
      world.engine(),
      world.sortedContainers(),
    ]);
    const [networks, volumes] = await Promise.all([engine.networks(), engine.volumes(volumeNames(topology))]);
    const blockers = nameBlockers(topology.instance, { ...sorted, networks, volumes });
    return blockers.length === 0
      ? [ok("no container, network or volume of somebody else bears one of our names")]
      : blockers.map(({ message, hint }) => failure(message, hint));
  },
};
