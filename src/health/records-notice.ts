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
        hint: "temporal-start visibility rebuild makes it list what is in this database.",
      },
    ];
  if (records !== "partial") return readOnlyNotice(factOf(index, "blocks"));
  return [
    ...readOnlyNotice(factOf(index, "blocks")),
    {
      id: "INDEX_PARTIAL",
      level: "fault",
      service: index,
      message:
        "The visibility index was made anew and is not filled to its end: workflows run on, but those from before are not all listed.",
      hint: "temporal-start visibility rebuild makes it list all of them, while the cluster runs.",
    },
  ];
}

/** A probe without the fact has not asked. Elasticsearch lifts a block that it set for a full disk by itself. */
function readOnlyNotice(blocks: string | number = "none"): readonly HealthNotice[] {
  if (blocks === "none") return [];
  return [
    {
      id: "INDEX_READ_ONLY",
      level: "fault",
      service: "temporal-elasticsearch",
      message: `The visibility index takes no records (${String(blocks)} is set): workflows run, and what they do from now on is not listed.`,
      hint: "A nearly full disk sets read_only_allow_delete, and room on it lifts that: temporal-start doctor. Any other block was set by hand: set it to null.",
    },
  ];
}
