import { formatPlan } from "../../src/plan/format-plan.ts";
import type { StartPlan } from "../../src/plan/plan.ts";

/** What a plan decides and what stands in its way, without the order in which it is done. */
export function decisionsOf(plan: StartPlan): string {
  return formatPlan(plan).replace(/^In this order:\n(?: +\d+ {2}.*\n)+/m, "");
}
