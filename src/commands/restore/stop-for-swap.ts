import { stopsWith } from "../../cluster/graph.ts";
import { unitNamed } from "../../cluster/topology.ts";
import { stopCluster } from "../../start/stop-cluster.ts";
import type { Needs } from "../command.ts";
import { tellStopping } from "../shared/tell-stopping.ts";

/**
 * Stops a store and all that cannot go on without it. What can goes on: to start it anew would take longer than all else.
 * @param isReplaced whether the truth is in it, and other data takes its place: what the server would still write goes with it
 */
export async function stopForSwap(
  context: Needs<"backend" | "engine" | "reporter" | "settings">,
  unit: string,
  isReplaced: boolean,
): Promise<void> {
  const { topology } = await context.settings();
  const store = unitNamed(topology, unit);
  const stopping = store === undefined ? undefined : [...stopsWith(topology, store)].map(({ name }) => name);
  const goesOn = (name: string): boolean =>
    stopping !== undefined && unitNamed(topology, name) !== undefined && !stopping.includes(name);
  const connections = { engine: await context.engine(), backend: await context.backend() };
  const atOnce = (name: string): boolean => isReplaced && unitNamed(topology, name)?.service.role === "server";
  await stopCluster(connections, topology, { onBegin: tellStopping(context), spares: goesOn, atOnce });
}
