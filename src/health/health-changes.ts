import type { ServiceName } from "../cluster/services/index.ts";
import type { HealthReport, ServiceHealth, ServiceVerdict } from "./health-report.ts";

/** What became of one service between two looks. */
export interface HealthChange {
  readonly service: ServiceName;
  readonly from: ServiceVerdict;
  /** The same as before where its container was started anew in between. */
  readonly to: ServiceVerdict;
  readonly reason: string;
}

/** One change a service, in start order. */
export function changesBetween(before: HealthReport, after: HealthReport): readonly HealthChange[] {
  return after.services.flatMap((row): readonly HealthChange[] => {
    const { service, verdict: to } = row;
    const earlier = before.services.find((candidate) => candidate.service === service);
    if (earlier === undefined) return [];
    const { verdict: from } = earlier;
    if (from !== to) return [{ service, from, to, reason: row.reason }];
    if (!wasStartedAnew(earlier, row)) return [];
    const reason =
      to === "stopped" ? "The container was started, and has ended again." : "The container was started anew.";
    return [{ service, from, to, reason }];
  });
}

function wasStartedAnew(before: ServiceHealth, after: ServiceHealth): boolean {
  const moments = [before, after].map(({ container }) => container?.startedAt ?? undefined);
  return moments.every((moment) => moment !== undefined) && moments[0] !== moments[1];
}
