import { volumeNames } from "../../cluster/topology.ts";
import { withTrueVersions } from "../../observe/true-versions.ts";
import { dataVersionBlockers } from "../../plan/blockers.ts";
import { type Check, failure, ok } from "../check.ts";

export const dataVolumes: Check = {
  id: "data-volumes",
  group: "data",
  title: "data volumes",
  needs: ["engine", "settings"],
  starts: "none",
  async look(world) {
    const { topology, values } = await world.settings();
    const [engine, images, { containers }] = await Promise.all([
      world.engine(),
      world.images(),
      world.sortedContainers(),
    ]);
    const image = images.find(({ source }) => source !== "missing")?.reference;
    const found = await engine.volumes(volumeNames(topology));
    const volumes = await withTrueVersions(engine, { topology, volumes: found, containers, image });
    const blockers = dataVersionBlockers(values, topology, { volumes });
    if (blockers.length > 0) return blockers.map(({ message, hint }) => failure(message, hint));
    const names = volumes.map(({ name }) => name).join(", ");
    return [ok(names === "" ? "none yet" : `${names}: written by versions that fit`)];
  },
};
