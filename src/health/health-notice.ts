import type { ServiceName } from "../cluster/services/index.ts";

/** What a person has to know of a cluster whose services may all work. */
export interface HealthNotice {
  /** Stable; programs branch on it. */
  readonly id:
    | "INDEX_PARTIAL"
    | "INDEX_OF_OTHER_DATABASE"
    | "INDEX_READ_ONLY"
    | "OTHER_SETTINGS"
    | "RESTARTED"
    | "HISTORY_SHARDS"
    | "CERTIFICATES_END"
    | "SCHEDULES_STUCK"
    | "WAL_HELD_BACK"
    | "SURPLUS";
  /** A fault makes the cluster degraded. */
  readonly level: "fault" | "warning";
  readonly service: ServiceName;
  readonly message: string;
  readonly hint: string;
}
