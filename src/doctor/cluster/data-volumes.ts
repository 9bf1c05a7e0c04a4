import { volumeNames } from "../../observe/observe.ts";
import { dataVersionBlockers } from "../../plan/blockers.ts";
import { type Check, failure, ok } from "../check.ts";

export const dataVolumes: Check = {
  id: "data-volumes",
  group: "data",
  title: "data volumes",
  needs: ["engine", "settings"],
  starts: "none",
  async look(world) {
    const { topology } = await world.settings();
    const volumes = await (await world.engine()).volumes(volumeNames(topology));
    const blockers = dataVersionBlockers(topology, { volumes });
    if (blockers.length > 0) return blockers.map(({ message, hint }) => failure(message, hint));
    const found = volumes.map(({ name }) => name).join(", ");
    return [ok(found === "" ? "none yet" : `${found}: written by versions that fit`)];
  },
};
