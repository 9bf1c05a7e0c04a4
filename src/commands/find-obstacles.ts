import type { Blocker } from "../stack/blockers.ts";
import type { StartPlan } from "../stack/plan.ts";
import type { CommandContext } from "./command.ts";

/**
 * What `doctor` would call a failure, as far as it matters to this plan; its warnings are told where nothing is in the way. A cluster
 * that runs as it should is not looked at, and nothing is loaded for that.
 */
export async function findObstacles(context: CommandContext, plan: StartPlan): Promise<readonly Blocker[]> {
  if (plan.steps.every(({ action }) => action === "keep")) return [];
  const [{ lookBefore }, { worldOf }] = await Promise.all([import("../doctor/preflight.ts"), import("./world-of.ts")]);
  const { blockers, warnings } = await lookBefore(plan, await worldOf(context));
  // Whoever has to clear the way first reads nothing else.
  const isFree = plan.blockers.length + blockers.length === 0;
  for (const warning of isFree ? warnings : []) context.reporter.warn(warning);
  return blockers;
}
