import { formatPlan } from "../../src/plan/format-plan.ts";
import type { Snapshot } from "../../src/plan/observed-state.ts";
import { planStart, type StartPlan } from "../../src/plan/plan.ts";
import { testSettings } from "./settings.ts";

/** What a plan decides and what stands in its way, without the order in which it is done. */
export function decisionsOf(plan: StartPlan): string {
  return formatPlan(plan).replace(/^In this order:\n(?: +\d+ {2}.*\n)+/m, "");
}

/** The plan as its lines, without the first, the namespace and what is kept because it is well. */
export function changesOf(snapshot: Snapshot, flags: Readonly<Record<string, string>> = {}): readonly string[] {
  const { values, topology } = testSettings(flags);
  return decisionsOf(planStart({ settings: values, topology, snapshot }))
    .split("\n")
    .slice(1)
    .map((line) => line.trim().replace(/ {2,}/g, " | "))
    .filter((line) => line !== "" && !/^ensure|^keep .*(?:healthy|running|done)$/.test(line));
}
