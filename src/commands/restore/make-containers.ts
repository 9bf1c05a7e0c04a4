import { lastingUnits } from "../../cluster/topology.ts";
import { ownContainers } from "../../observe/own-containers.ts";
import { isRunning } from "../../plan/observed-state.ts";
import { startOperations } from "../../plan/start-operations.ts";
import { carryOut } from "../../start/carry-out.ts";
import type { Needs } from "../command.ts";
import { secureCluster } from "../shared/secure-cluster.ts";
import { requireUnblocked } from "../start/bring-up.ts";
import { findObstacles, type ObstacleNeeds } from "../start/find-obstacles.ts";
import { type PortNeeds, settlePorts } from "../start/settle-ports.ts";

export type MakeContainersNeeds = ObstacleNeeds & PortNeeds & Needs<"secure" | "signal">;

/** Where PostgreSQL has none yet: its volume comes with it. Nothing is started, and what is there stays. */
export async function makeContainers(
  context: MakeContainersNeeds,
  unit: string,
  waitTimeoutMs: number,
  onBegin: () => void,
): Promise<void> {
  const { topology } = await context.settings();
  const containers = await ownContainers(await context.engine(), topology);
  // Of a cluster that runs nobody else can have taken the ports.
  const runs = lastingUnits(topology).every(({ name, isExternal }) => isExternal || isRunning(containers.get(name)));
  const settled = runs ? undefined : await settlePorts(context, { mayMove: false, keeps: true, waitTimeoutMs });
  if (settled === undefined || containers.has(unit)) {
    onBegin();
    return;
  }
  const { plan } = settled;
  requireUnblocked([...plan.blockers, ...(await findObstacles(context, plan, false))]);
  await secureCluster(context, plan);
  onBegin();
  const makes = ["pull", "stop", "remove", "create"];
  const operations = startOperations(plan).filter(({ kind }) => makes.includes(kind));
  await carryOut(operations, { backend: await context.backend(), signal: context.signal });
}
