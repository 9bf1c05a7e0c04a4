import protobuf from "protobufjs/light.js";

/** Seconds and nanoseconds since the epoch. */
export interface Time {
  readonly seconds: bigint;
  readonly nanos: number;
}

export interface Payload {
  readonly data: Uint8Array;
}

/** What a visibility record is made of, of Temporal's WorkflowExecutionInfo. */
export interface ExecutionInfo {
  readonly parentWorkflowId: string;
  readonly parentRunId: string;
  readonly rootWorkflowId: string;
  readonly rootRunId: string;
  readonly taskQueue: string;
  readonly workflowTypeName: string;
  readonly startTime: Time | undefined;
  readonly executionTime: Time | undefined;
  readonly closeTime: Time | undefined;
  readonly searchAttributes: Readonly<Record<string, Payload>>;
  readonly memo: Readonly<Record<string, Payload>>;
  readonly historySize: bigint;
  readonly stateTransitionCount: bigint;
  /** Whether the server has taken memo and search attributes out, which are in the index alone then. */
  readonly isCleanedUp: boolean;
}

export interface ExecutionState {
  readonly state: number;
  readonly status: number;
}

const field = (id: number, type: string): protobuf.IField => ({ id, type });
const payloads = (id: number): protobuf.IMapField => ({ id, keyType: "string", type: "Payload" });

/**
 * Of Temporal's proto/internal/temporal/server/api/persistence/v1/executions.proto, the fields of interest. They have kept
 * their numbers from 1.22 to 1.30.
 */
const root = protobuf.Root.fromJSON({
  nested: {
    Timestamp: { fields: { seconds: field(1, "int64"), nanos: field(2, "int32") } },
    Payload: {
      fields: { metadata: { id: 1, keyType: "string", type: "bytes" } as protobuf.IMapField, data: field(2, "bytes") },
    },
    Memo: { fields: { fields: payloads(1) } },
    ExecutionStats: { fields: { historySize: field(1, "int64") } },
    ExecutionInfo: {
      fields: {
        parentWorkflowId: field(4, "string"),
        parentRunId: field(5, "string"),
        taskQueue: field(9, "string"),
        workflowTypeName: field(10, "string"),
        startTime: field(20, "Timestamp"),
        searchAttributes: payloads(52),
        memo: payloads(53),
        executionStats: field(56, "ExecutionStats"),
        stateTransitionCount: field(59, "int64"),
        executionTime: field(60, "Timestamp"),
        closeTime: field(66, "Timestamp"),
        // Later called relocatable_attributes_removed.
        closeVisibilityTaskCompleted: field(67, "bool"),
        rootWorkflowId: field(83, "string"),
        rootRunId: field(84, "string"),
      },
    },
    ExecutionState: { fields: { state: field(3, "int32"), status: field(4, "int32") } },
  },
});
const infoType = root.lookupType("ExecutionInfo");
const stateType = root.lookupType("ExecutionState");
const memoType = root.lookupType("Memo");

/** @throws RangeError where the bytes are no such message */
export function decodeInfo(bytes: Uint8Array): ExecutionInfo {
  const found = infoType.decode(bytes) as unknown as Omit<
    ExecutionInfo,
    "historySize" | "stateTransitionCount" | "isCleanedUp" | "startTime" | "executionTime" | "closeTime"
  > & {
    readonly startTime: Stamp | null;
    readonly executionTime: Stamp | null;
    readonly closeTime: Stamp | null;
    readonly executionStats: { readonly historySize: Whole } | null;
    readonly stateTransitionCount: Whole;
    readonly closeVisibilityTaskCompleted: boolean;
  };
  return {
    parentWorkflowId: found.parentWorkflowId,
    parentRunId: found.parentRunId,
    rootWorkflowId: found.rootWorkflowId,
    rootRunId: found.rootRunId,
    taskQueue: found.taskQueue,
    workflowTypeName: found.workflowTypeName,
    startTime: timeOf(found.startTime),
    executionTime: timeOf(found.executionTime),
    closeTime: timeOf(found.closeTime),
    searchAttributes: found.searchAttributes,
    memo: found.memo,
    historySize: wholeOf(found.executionStats?.historySize ?? 0),
    stateTransitionCount: wholeOf(found.stateTransitionCount),
    isCleanedUp: found.closeVisibilityTaskCompleted,
  };
}

/** @throws RangeError where the bytes are no such message */
export function decodeState(bytes: Uint8Array): ExecutionState {
  const { state, status } = stateType.decode(bytes) as unknown as ExecutionState;
  return { state, status };
}

/** A memo as an index keeps it. */
export function encodeMemo(fields: ExecutionInfo["memo"]): string {
  return Buffer.from(memoType.encode({ fields }).finish()).toString("base64");
}

/** @throws RangeError where the text is none of a memo */
export function decodeMemo(text: string): ExecutionInfo["memo"] {
  return (memoType.decode(Buffer.from(text, "base64")) as unknown as { readonly fields: ExecutionInfo["memo"] }).fields;
}

/** protobufjs has them as objects where the package `long` is installed, which writes them in full. */
type Whole = number | { toString(): string };
interface Stamp {
  readonly seconds: Whole;
  readonly nanos: number;
}

function timeOf(stamp: Stamp | null): Time | undefined {
  return stamp === null ? undefined : { seconds: wholeOf(stamp.seconds), nanos: stamp.nanos };
}

function wholeOf(value: Whole): bigint {
  return BigInt(value.toString());
}
