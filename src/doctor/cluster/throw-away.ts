import { instanceLabel } from "../../cluster/settings/instance.ts";
import { throwAwayKinds, throwAwayName } from "../../cluster/settings/throw-away.ts";
import { type Check, ok, warning } from "../check.ts";

/** What drills and rehearsals remove when they end, and a killed one leaves: it takes memory, disk and ports. */
export const throwAway: Check = {
  id: "throw-away",
  group: "data",
  title: "instances beside it",
  needs: ["engine", "settings"],
  starts: "none",
  async look(world) {
    const [engine, { topology }] = await Promise.all([world.engine(), world.settings()]);
    const found = await Promise.all(
      throwAwayKinds.map(async (kind) => {
        const instance = throwAwayName(topology.instance, kind);
        return { kind, instance, volumes: await engine.volumesOf({ instance }) };
      }),
    );
    const left = found.filter(({ volumes }) => volumes.length > 0);
    if (left.length === 0)
      return [ok(`no drill or rehearsal of ${instanceLabel(topology.instance)} has left anything`)];
    return left.map(({ kind, instance }) =>
      warning(
        `there is an instance ${instance}: yours of that name, or of a ${kind} that runs now or was killed`,
        `Where it is neither yours nor at work: temporal-start --instance ${instance} reset`,
      ),
    );
  },
};
