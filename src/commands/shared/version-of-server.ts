import { serverOf } from "../../cluster/topology.ts";
import { ownContainers } from "../../observe/own-containers.ts";
import { versionThatRan } from "../../plan/other-server-version.ts";
import type { Needs } from "../command.ts";

/** Of the server that has run last; undefined where there is none of it any more, or nobody can tell. */
export async function versionOfServer(context: Needs<"engine" | "settings">): Promise<string | undefined> {
  const { topology } = await context.settings();
  const containers = await ownContainers(await context.engine(), topology);
  return versionThatRan(containers.get(serverOf(topology).name));
}
