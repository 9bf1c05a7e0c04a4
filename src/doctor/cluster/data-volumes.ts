import { services } from "../../cluster/services/index.ts";
import { instanceName } from "../../cluster/settings/instance.ts";
import { dataVersionBlockers } from "../../plan/blockers.ts";
import { type Check, failure, ok } from "../check.ts";

export const dataVolumes: Check = {
  id: "data-volumes",
  group: "data",
  title: "data volumes",
  needs: ["engine", "settings"],
  starts: "none",
  async look(world) {
    const { values } = await world.settings();
    const volumeNames = services.flatMap(({ volumes }) =>
      volumes.map(({ name }) => instanceName(values.TEMPORAL_INSTANCE, name)),
    );
    const volumes = await (await world.engine()).volumes(volumeNames);
    const blockers = dataVersionBlockers(values, { volumes });
    if (blockers.length > 0) return blockers.map(({ message, hint }) => failure(message, hint));
    const found = volumes.map(({ name }) => name).join(", ");
    return [ok(found === "" ? "none yet" : `${found}: written by versions that fit`)];
  },
};
