import type { HealthNotice } from "./health-notice.ts";
import { recordsNotice } from "./records-notice.ts";
import { restartsNotice } from "./restarts-notice.ts";
import type { ServiceObservation } from "./service-observation.ts";

export function noticesOf(observations: readonly ServiceObservation[], nowMs: number): readonly HealthNotice[] {
  return [...recordsNotice(observations), ...observations.flatMap((seen) => restartsNotice(seen, nowMs))];
}
