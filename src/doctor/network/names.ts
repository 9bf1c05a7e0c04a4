import { nameBlockers } from "../../plan/blockers.ts";
import { type Check, failure, ok } from "../check.ts";

export const names: Check = {
  id: "container-names",
  group: "ports",
  title: "container names",
  needs: ["engine", "settings"],
  starts: "none",
  async look(world) {
    const blockers = nameBlockers(await world.sortedContainers());
    return blockers.length === 0
      ? [ok("no other container bears one of our names")]
      : blockers.map(({ message, hint }) => failure(message, hint));
  },
};
