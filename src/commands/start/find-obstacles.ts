import type { Blocker } from "../../plan/blockers.ts";
import { otherSettings } from "../../plan/other-settings.ts";
import type { StartPlan } from "../../plan/plan.ts";
import type { CommandContext } from "../command.ts";

/**
 * What `doctor` would call a failure, as far as it matters to this plan; its warnings are told where nothing is in the
 * way. A cluster that runs as it should, or of which a service is restarted, is not looked at, and nothing is loaded
 * for that.
 * @param stopsAll what runs is stopped first, so that all of it has to be able to start
 */
export async function findObstacles(
  context: CommandContext,
  plan: StartPlan,
  stopsAll = false,
): Promise<readonly Blocker[]> {
  if (!stopsAll && plan.steps.every(({ action }) => action === "keep" || action === "restart")) return [];
  const [{ lookBefore }, { worldOf }] = await Promise.all([
    import("../../doctor/preflight.ts"),
    import("../shared/world-of.ts"),
  ]);
  const { blockers, warnings } = await lookBefore(plan, await worldOf(context));
  const other = otherSettings(plan, (await context.settings()).file);
  // Whoever has to clear the way first reads nothing else.
  const isFree = plan.blockers.length + blockers.length === 0;
  const told = [...(other === undefined ? [] : [other]), ...warnings];
  for (const warning of isFree ? told : []) context.reporter.warn(warning);
  return blockers;
}
