/** One row of Temporal's table `executions`, with the range of its shard: a run of a workflow, open or closed. */
export interface ExecutionRow {
  readonly shardId: number;
  /** Of the shard's lease; the numbers of its tasks, and so the versions of its records, begin with it. */
  readonly rangeId: bigint;
  /** 16 bytes. */
  readonly namespaceId: Uint8Array;
  readonly workflowId: string;
  /** 16 bytes. */
  readonly runId: Uint8Array;
  readonly nextEventId: bigint;
  /** Protobuf: WorkflowExecutionInfo. */
  readonly data: Uint8Array;
  /** Protobuf: WorkflowExecutionState. */
  readonly state: Uint8Array;
}

export type ExecutionKey = Pick<ExecutionRow, "shardId" | "namespaceId" | "workflowId" | "runId">;

/** What Temporal keeps of its executions in PostgreSQL. */
export interface Executions {
  /** All rows, or those of one namespace, in pages, in the order of their keys. */
  pages(namespaceId?: Uint8Array): AsyncIterable<readonly ExecutionRow[]>;
  /** The keys of all rows, or of those of one namespace, in pages, in the order of namespace, workflow and run, by bytes. */
  keys(namespaceId?: Uint8Array): AsyncIterable<readonly ExecutionKey[]>;
  /** How many rows there are, or there are of one namespace. */
  count(namespaceId?: Uint8Array): Promise<number>;
  /** Those that are still there. */
  rows(keys: readonly ExecutionKey[]): Promise<readonly ExecutionRow[]>;
  /** Undefined where there is no namespace of this name. */
  namespaceId(name: string): Promise<Uint8Array | undefined>;
  /** At most this, as the database last counted. */
  estimate(): Promise<number>;
  close(): Promise<void>;
}

export interface SourceRecord {
  readonly id: string;
  /** JSON: whole numbers keep all their digits. */
  readonly source: string;
}

/** One document of the visibility index, as Temporal Server writes it. */
export interface VisibilityRecord extends SourceRecord {
  /** A record of a lower version does not replace one of a higher. */
  readonly version: bigint;
}

export interface Written {
  readonly written: number;
  /** Records that were newer already. */
  readonly newer: number;
  /** What Elasticsearch said of those it refused, with their ids. */
  readonly refused: readonly string[];
}

export interface ListedRecord {
  readonly id: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Which execution a record is of. */
export interface ListedId {
  readonly id: string;
  readonly namespaceId: string;
  readonly workflowId: string;
  readonly runId: string;
}

/** The visibility index. */
export interface VisibilityIndex {
  /** Names of the fields that it can be searched by. */
  fields(): Promise<ReadonlySet<string>>;
  find(ids: readonly string[]): Promise<ReadonlyMap<string, ListedRecord>>;
  write(records: readonly VisibilityRecord[]): Promise<Written>;
  /**
   * What all records are of, or those of one namespace, in pages, in the order of namespace, workflow and run, by bytes; what was
   * written is there after `refresh`.
   */
  listed(namespaceId?: string): AsyncIterable<readonly ListedId[]>;
  /** How many records there are, or there are of one namespace; what was written counts after `refresh`. */
  count(namespaceId?: string): Promise<number>;
  /** All records, in pages. */
  records(): AsyncIterable<readonly SourceRecord[]>;
  /** Adds fields to records that are there. */
  add(records: readonly SourceRecord[]): Promise<Written>;
  refresh(): Promise<void>;
  /** The index itself; it is no error where there is none. */
  drop(): Promise<void>;
  /** Records of a namespace, so that others of any version can take their place. Answers how many. */
  clear(namespaceId: string): Promise<number>;
  /** Of which database it says it is; undefined where it bears no mark. */
  markedFor(): Promise<string | undefined>;
  /**
   * Writes into the index that it has all records of a database, or not, or that they are being written: then a start does not
   * take it for whole either, whatever it finds in it.
   * @param database its identity; absent: the one whose mark the index bears
   */
  mark(state: "whole" | "partial" | "filling", database?: string): Promise<void>;
  close(): Promise<void>;
}
