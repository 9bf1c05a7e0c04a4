import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ExecutionRow, ListedRecord } from "../../../src/interfaces/visibility.ts";

interface Sample {
  /** Rows of PostgreSQL, ids as hex and messages as base64. */
  readonly rows: readonly (Record<"namespaceId" | "workflowId" | "runId" | "data" | "state", string> &
    Record<"shardId" | "rangeId" | "nextEventId", number>)[];
  /** What Elasticsearch listed of them, by id. */
  readonly records: Readonly<Record<string, ListedRecord["fields"]>>;
}

/** Recorded from the workload of the cluster tests: what a server of this version wrote into both stores. */
export function recorded(version: string): {
  readonly rows: readonly ExecutionRow[];
  readonly records: Sample["records"];
} {
  const file = join(import.meta.dirname, `executions-${version}.json`);
  const { rows, records } = JSON.parse(readFileSync(file, "utf8")) as Sample;
  return {
    records,
    rows: rows.map((row) => ({
      shardId: row.shardId,
      rangeId: BigInt(row.rangeId),
      namespaceId: Buffer.from(row.namespaceId, "hex"),
      workflowId: row.workflowId,
      runId: Buffer.from(row.runId, "hex"),
      nextEventId: BigInt(row.nextEventId),
      data: Buffer.from(row.data, "base64"),
      state: Buffer.from(row.state, "base64"),
    })),
  };
}
