import type { HealthNotice } from "./health-notice.ts";
import { recordsNotice } from "./records-notice.ts";
import { restartsNotice } from "./restarts-notice.ts";
import { schedulesNotice } from "./schedules-notice.ts";
import type { ServiceObservation } from "./service-observation.ts";
import { slotsNotice } from "./slots-notice.ts";

export function noticesOf(observations: readonly ServiceObservation[], nowMs: number): readonly HealthNotice[] {
  return [
    ...recordsNotice(observations),
    ...slotsNotice(observations),
    ...observations.flatMap((seen) => [...restartsNotice(seen, nowMs), ...schedulesNotice(seen, nowMs)]),
  ];
}
