import { versionOfImage } from "../../cluster/server-version.ts";
import { serverOf } from "../../cluster/topology.ts";
import { ownContainers } from "../../observe/own-containers.ts";
import type { Needs } from "../command.ts";

/** Of the container of the server; undefined where there is none, its image hides it, or it never ran and has written nothing. */
export async function versionOfServer(context: Needs<"engine" | "settings">): Promise<string | undefined> {
  const { topology } = await context.settings();
  const containers = await ownContainers(await context.engine(), topology);
  const container = containers.get(serverOf(topology).name);
  return container === undefined || container.state === "created" ? undefined : versionOfImage(container.image);
}
