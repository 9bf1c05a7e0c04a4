import { stopsWith } from "../../cluster/graph.ts";
import { unitNamed } from "../../cluster/topology.ts";
import { stopCluster } from "../../start/stop-cluster.ts";
import type { Needs } from "../command.ts";

/** Stops the database and all that cannot go on without it. What can goes on: to start it anew would take longer than all else. */
export async function stopForSwap(
  context: Needs<"backend" | "engine" | "reporter" | "settings">,
  unit: string,
): Promise<void> {
  const { topology } = await context.settings();
  const store = unitNamed(topology, unit);
  const stopping = store === undefined ? undefined : [...stopsWith(topology, store)].map(({ name }) => name);
  const goesOn = (name: string): boolean =>
    stopping !== undefined && unitNamed(topology, name) !== undefined && !stopping.includes(name);
  const connections = { engine: await context.engine(), backend: await context.backend() };
  const tell = ({ length }: readonly string[]): void => {
    if (length > 0) context.reporter.note(`Stopping ${String(length)} containers.`);
  };
  await stopCluster(connections, topology, tell, goesOn);
}
