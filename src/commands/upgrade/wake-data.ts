import { ownContainers } from "../../observe/own-containers.ts";
import { isRunning } from "../../plan/observed-state.ts";
import { requireNoneUnderWay } from "../../restore/restore-data.ts";
import { type WakeNeeds, wakeStore } from "../backup/wake-store.ts";
import { dataPlace } from "../restore/data-place.ts";
import { type HoldNeeds, holdCluster } from "../shared/hold-cluster.ts";

/**
 * Starts PostgreSQL alone where its container is there and stopped: only it knows of which version the data is.
 * @throws TemporalStartError RESTORE_UNFINISHED, or why it does not come up
 */
export async function wakeIfAsleep(context: WakeNeeds): Promise<void> {
  const { topology } = await context.settings();
  const place = dataPlace(topology, await context.backend());
  if (!(await isAsleep(context, place.unit))) return;
  await requireNoneUnderWay(place);
  await wakeStore(context, place.unit);
}

/** Not while another command changes the cluster, which may be moving the data. */
export async function wakeData(context: HoldNeeds & WakeNeeds, waitTimeoutMs: number): Promise<void> {
  const { topology } = await context.settings();
  if (!(await isAsleep(context, dataPlace(topology, await context.backend()).unit))) return;
  await holdCluster(context, { command: "upgrade", waitTimeoutMs }, () => wakeIfAsleep(context));
}

async function isAsleep(context: WakeNeeds, unit: string): Promise<boolean> {
  const { topology } = await context.settings();
  const container = (await ownContainers(await context.engine(), topology)).get(unit);
  return container !== undefined && !isRunning(container);
}
