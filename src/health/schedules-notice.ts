import type { HealthNotice } from "./health-notice.ts";
import type { ServiceObservation } from "./service-observation.ts";

/** A server that has just started catches up first. */
const settledMs = 2 * 60_000;

/** Schedules that should have acted and did not: the system workflows behind them do not go on, and nothing else tells. */
export function schedulesNotice(
  { unit, container, details, probe }: ServiceObservation,
  nowMs: number,
): readonly HealthNotice[] {
  if (container?.state !== "running" || probe?.ok !== true) return [];
  const { overdueSchedules, overdueSince, namespace } = probe.facts;
  const isSettled = details?.startedAtMs !== undefined && nowMs - details.startedAtMs > settledMs;
  if (overdueSchedules === undefined || !isSettled) return [];
  return [
    {
      id: "SCHEDULES_STUCK",
      level: "fault",
      service: unit.name,
      message: `Schedules of namespace ${String(namespace)} should have acted since ${String(overdueSince)} and did not: ${String(overdueSchedules)}.`,
      hint: `temporal-start logs ${unit.name} --level warn --tail 50 tells why their system workflows do not go on; after an upgrade: temporal-start upgrade status.`,
    },
  ];
}
