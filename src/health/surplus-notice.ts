import type { Leftover } from "../plan/observed-state.ts";
import { isUp } from "../plan/stop-operations.ts";
import type { HealthNotice } from "./health-notice.ts";

/** Containers that run on although the settings ask for them no more. */
export function surplusNotice(leftovers: readonly Leftover[]): readonly HealthNotice[] {
  return leftovers
    .filter(({ container, why }) => why === "surplus" && isUp(container))
    .map(({ service, container: { name, marks } }) => ({
      id: "SURPLUS",
      level: "warning",
      service,
      message: `${name} runs and is no part of the cluster any more.`,
      hint:
        marks.security === undefined
          ? "temporal-start start removes it; its data stays"
          : `It belongs to TEMPORAL_SECURITY=${marks.security}: write that into temporal.env; where less is meant, temporal-start down comes first`,
    }));
}
