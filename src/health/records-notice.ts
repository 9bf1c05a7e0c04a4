import type { ServiceName } from "../cluster/services/index.ts";

import type { HealthNotice } from "./health-notice.ts";
import type { ServiceObservation } from "./service-observation.ts";

/**
 * Whether the index lists what the database has. The schema job marks an index that it had to make anew beside workflows,
 * and every index with the database whose records it has; the mark goes with the index.
 */
export function recordsNotice(observations: readonly ServiceObservation[]): readonly HealthNotice[] {
  const factOf = (kind: ServiceName, name: string): string | number | undefined => {
    const probe = observations.find(({ unit }) => unit.name === kind)?.probe;
    return probe?.ok === true ? probe.facts[name] : undefined;
  };
  const index = "temporal-elasticsearch";
  const [recordsOf, records] = [factOf(index, "recordsOf"), factOf(index, "records")];
  const database = factOf("temporal-postgres", "database");
  if (recordsOf !== undefined && database !== undefined && recordsOf !== database)
    return [
      {
        id: "INDEX_OF_OTHER_DATABASE",
        level: "fault",
        service: index,
        message:
          "The visibility index was filled from another database: its workflows may not exist here, and others are not listed.",
        hint: `Put the volume back that belongs to this database; temporal-start restart compares the two again.`,
      },
    ];
  if (records !== "partial") return [];
  return [
    {
      id: "INDEX_PARTIAL",
      level: "fault",
      service: index,
      message:
        "The visibility index was lost and made anew: workflows run on, but those from before are not all listed.",
      hint: "docs/faults.md, An index that was lost, tells how records come back; temporal-start restart looks whether all are there.",
    },
  ];
}
