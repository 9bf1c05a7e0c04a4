import { nameBlockers } from "../stack/blockers.ts";
import { sortContainers } from "../stack/observed-state.ts";
import { type Check, failure, ok } from "./check.ts";

export const names: Check = {
  id: "container-names",
  group: "ports",
  title: "container names",
  needs: ["engine", "settings"],
  async look(world) {
    const { values } = await world.settings();
    const blockers = nameBlockers(sortContainers(await world.containers(), values.TEMPORAL_INSTANCE));
    return blockers.length === 0
      ? [ok("no other container bears one of our names")]
      : blockers.map(({ message, hint }) => failure(message, hint));
  },
};
