import type { ExecutionRow, VisibilityRecord } from "../interfaces/visibility.ts";
import {
  decodeInfo,
  decodeState,
  type ExecutionInfo,
  encodeMemo,
  type Time,
} from "../persistence/execution-messages.ts";

/** By number in temporal.api.enums.v1.WorkflowExecutionStatus. */
const statuses = [
  "Unspecified",
  "Running",
  "Completed",
  "Failed",
  "Canceled",
  "Terminated",
  "ContinuedAsNew",
  "TimedOut",
  "Paused",
];
const running = 1;
const paused = 8;
/** In temporal.server.api.enums.v1.WorkflowExecutionState: from here on rows are no executions, zombies above all. */
const firstHidden = 4;
/** The range of a shard is the upper part of the numbers of its tasks. */
const rangeBits = 20n;
/** What Elasticsearch takes as an id, in bytes. */
const longestId = 512;

export interface DerivedRecord extends VisibilityRecord {
  /** Whether the server has taken memo and search attributes out of the database. */
  readonly isCleanedUp: boolean;
}

/**
 * The record that Temporal Server would write of an execution; undefined for a row that it lists nowhere. Its version is just
 * below that of every record that the server has written since it took the shard, so that those stay.
 * @param fields that the index can be searched by: servers of different versions write different ones
 */
export function recordOf(row: ExecutionRow, fields: ReadonlySet<string>): DerivedRecord | undefined {
  const { state, status } = decodeState(row.state);
  if (state >= firstHidden) return undefined;
  const info = decodeInfo(row.data);
  const runId = uuidText(row.runId);
  const version = (row.rangeId << rangeBits) - 1n;
  const isOpen = status === running || status === paused;
  const source = [
    `"VisibilityTaskKey":"${String(row.shardId)}~${String(version)}"`,
    `"NamespaceId":"${uuidText(row.namespaceId)}"`,
    `"WorkflowId":${text(row.workflowId)}`,
    `"RunId":"${runId}"`,
    `"WorkflowType":${text(info.workflowTypeName)}`,
    `"StartTime":"${timeText(info.startTime)}"`,
    `"ExecutionTime":"${timeText(info.executionTime)}"`,
    `"ExecutionStatus":"${statuses[status] ?? String(status)}"`,
    `"TaskQueue":${text(info.taskQueue)}`,
    ...relatives(info, fields),
    ...memoOf(info),
    ...attributesOf(info),
    ...(isOpen ? [] : closingOf(info, row)),
  ].join(",");
  return { id: recordId(row.workflowId, runId), version, source: `{${source}}`, isCleanedUp: info.isCleanedUp };
}

/** Cut like the server does it, in bytes. */
export function recordId(workflowId: string, runId: string): string {
  const bytes = Buffer.from(workflowId);
  const room = longestId - runId.length - 1;
  return `${bytes.length > room ? bytes.subarray(0, room).toString() : workflowId}~${runId}`;
}

export function uuidText(bytes: Uint8Array): string {
  const hex = viewOf(bytes).toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Without a copy. */
const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer => Buffer.from(buffer, byteOffset, byteLength);

const text = (value: string): string => JSON.stringify(value);

function relatives(info: ExecutionInfo, fields: ReadonlySet<string>): readonly string[] {
  const { parentWorkflowId, parentRunId, rootWorkflowId, rootRunId } = info;
  const known = { ParentWorkflowId: parentWorkflowId, ParentRunId: parentRunId, RootWorkflowId: rootWorkflowId };
  return Object.entries({ ...known, RootRunId: rootRunId }).flatMap(([name, value]) =>
    value === "" || !fields.has(name) ? [] : [`"${name}":${text(value)}`],
  );
}

function memoOf({ memo }: ExecutionInfo): readonly string[] {
  return Object.keys(memo).length === 0 ? [] : [`"Memo":"${encodeMemo(memo)}"`, '"MemoEncoding":"Proto3"'];
}

/** The payload of an attribute is JSON, and stands in the record as it is. One without a value is left out. */
function attributesOf({ searchAttributes }: ExecutionInfo): readonly string[] {
  return Object.entries(searchAttributes).flatMap(([name, { data }]) => {
    const json = viewOf(data).toString().trim();
    return json === "" || json === "null" || /^\[\s*\]$/.test(json) ? [] : [`${text(name)}:${json}`];
  });
}

function closingOf(info: ExecutionInfo, { nextEventId }: ExecutionRow): readonly string[] {
  return [
    `"CloseTime":"${timeText(info.closeTime)}"`,
    `"ExecutionDuration":${String(nanosOf(info.closeTime) - nanosOf(info.executionTime))}`,
    `"HistoryLength":${String(nextEventId - 1n)}`,
    // To take attributes out is a transition of its own, after the record.
    `"StateTransitionCount":${String(info.isCleanedUp ? info.stateTransitionCount - 1n : info.stateTransitionCount)}`,
    `"HistorySizeBytes":${String(info.historySize)}`,
  ];
}

/** RFC 3339 with as many decimals as there are, like Go writes it; a time that is not set is its zero. */
function timeText(time: Time | undefined): string {
  if (time === undefined) return "0001-01-01T00:00:00Z";
  const seconds = new Date(Number(time.seconds) * 1000).toISOString().slice(0, 19);
  const decimals = String(time.nanos).padStart(9, "0").replace(/0+$/, "");
  return decimals === "" ? `${seconds}Z` : `${seconds}.${decimals}Z`;
}

function nanosOf(time: Time = { seconds: 0n, nanos: 0 }): bigint {
  return time.seconds * 1_000_000_000n + BigInt(time.nanos);
}
