import { instanceLabel } from "../../cluster/settings/instance.ts";
import { TemporalStartError } from "../../errors.ts";
import type { StartPlan } from "../../plan/plan.ts";

/** @throws TemporalStartError INSTANCE_UNKNOWN where an engine has neither containers nor data of it */
export function requireInstance({ instance, isFirst, steps }: StartPlan): void {
  const hasLeftovers = steps.some(({ action }) => action === "remove");
  if (!isFirst || hasLeftovers) return;
  throw new TemporalStartError({
    code: "INSTANCE_UNKNOWN",
    category: "service",
    message: `There is no instance ${instanceLabel(instance)} on this engine; nothing was changed.`,
    hint: "temporal-start start makes it; temporal-start instances lists those that are there.",
  });
}
