import type { Release } from "../../cluster/versions.ts";
import { missingImages, pullImages } from "../shared/release-images.ts";
import { makePlan, requireUnblocked } from "../start/bring-up.ts";
import { findObstacles, type ObstacleNeeds } from "../start/find-obstacles.ts";
import type { MoveNeeds } from "./move-to.ts";

export type PrepareNeeds = MoveNeeds & ObstacleNeeds;

/** Before anything is changed: all images are here, and nothing stands in the way of a start. */
export async function prepare(
  context: PrepareNeeds,
  releases: readonly Release[],
  waitTimeoutMs: number,
): Promise<void> {
  await pullImages(context, await missingImages(context, releases));
  const plan = await makePlan(context, await context.settings(), { waitTimeoutMs, moves: ["server"] });
  requireUnblocked([...plan.blockers, ...(await findObstacles(context, plan, true))]);
}
