import type { Blocker } from "../../plan/blocker.ts";
import { readsConfig } from "../../plan/config-file.ts";
import { openedPorts } from "../../plan/opened-ports.ts";
import { otherSettings } from "../../plan/other-settings.ts";
import type { StartPlan } from "../../plan/plan.ts";
import type { Needs } from "../command.ts";
import type { WorldNeeds } from "../shared/world-of.ts";

export type ObstacleNeeds = WorldNeeds & Needs<"reporter">;

/**
 * What `doctor` would call a failure, as far as it matters to this plan; its warnings are told where nothing is in the
 * way. A cluster that runs as it should, or of which a service is restarted, is not looked at, and nothing is loaded
 * for that; but a server that is restarted reads its dynamic configuration, and would not come back with a broken one.
 * @param stopsAll what runs is stopped first, so that all of it has to be able to start
 */
export async function findObstacles(
  context: ObstacleNeeds,
  plan: StartPlan,
  stopsAll = false,
): Promise<readonly Blocker[]> {
  const onlyRestarts = !stopsAll && plan.steps.every(({ action }) => action === "keep" || action === "restart");
  if (onlyRestarts && !plan.steps.some((step) => readsConfig(plan.topology, step))) return [];
  const [{ lookBefore, lookAtConfig }, { worldOf }] = await Promise.all([
    import("../../doctor/preflight.ts"),
    import("../shared/world-of.ts"),
  ]);
  const { blockers, warnings } = await (onlyRestarts ? lookAtConfig : lookBefore)(plan, await worldOf(context));
  const { values, file } = await context.settings();
  const ofPlan = [otherSettings(plan, file), openedPorts(plan, values)].filter((line) => line !== undefined);
  // Whoever has to clear the way first reads nothing else.
  const isFree = plan.blockers.length + blockers.length === 0;
  for (const warning of isFree ? [...ofPlan, ...warnings] : []) context.reporter.warn(warning);
  return blockers;
}
