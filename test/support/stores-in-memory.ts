import type { Database } from "../../src/interfaces/database.ts";
import type {
  ExecutionKey,
  ExecutionRow,
  Executions,
  ListedId,
  ListedRecord,
  VisibilityIndex,
  VisibilityRecord,
} from "../../src/interfaces/visibility.ts";
import { recordOf, uuidText } from "../../src/visibility/record-of.ts";
import { databaseInMemory } from "./database-in-memory.ts";

interface Faults {
  /** Workflow whose record Elasticsearch does not take. */
  readonly refuses?: string;
  /** From 1. */
  readonly failsAtPage?: number;
}

export interface StoresInMemory {
  readonly database: Database;
  readonly executions: Executions;
  readonly index: VisibilityIndex;
  readonly makeIndex: () => Promise<void>;
  /** Given to roles, in their order: `role password`. */
  readonly passwords: readonly string[];
  isMarkedWhole(): boolean | undefined;
  serverWrites(row: ExecutionRow | undefined, change: object): void;
  lose(row: ExecutionRow | undefined): void;
  deleteExecution(row: ExecutionRow | undefined): void;
  /** Its row stays, and is no execution any more. */
  makeZombie(row: ExecutionRow | undefined): void;
  /** Does something when the index has been refreshed so often. */
  afterRefreshes(count: number, work: () => void): void;
  /** From now on it is the database of the restore of this name. */
  takeRestored(id: string): void;
}

const rowsOfPage = 5;
const noFields: ReadonlySet<string> = new Set();

/** A database and an index that take versions as Elasticsearch does. */
export function storesInMemory(given: readonly ExecutionRow[], faults: Faults = {}): StoresInMemory {
  let rows = given;
  let listed: Map<string, VisibilityRecord> | undefined = new Map();
  let isWhole: boolean | undefined;
  let refreshes = 0;
  let restored = "";
  const passwords: string[] = [];
  const waiting = new Map<number, () => void>();
  const there = (): Map<string, VisibilityRecord> => {
    if (listed === undefined) throw new Error("index_not_found_exception");
    return listed;
  };
  const recordFor = (row: ExecutionRow | undefined): VisibilityRecord => {
    const record = row && recordOf(row, noFields);
    if (record === undefined) throw new Error("no record is made of this row");
    return record;
  };
  const executions: Executions = {
    async *pages() {
      for (let first = 0; first < rows.length; first += rowsOfPage) {
        if (first / rowsOfPage + 1 === faults.failsAtPage) throw new Error("the connection broke");
        yield rows.slice(first, first + rowsOfPage);
      }
    },
    async *keys() {
      yield rows.toSorted((one, other) => inOrder(keyOf(one), keyOf(other)));
    },
    count: async () => rows.length,
    rows: async (keys) => rows.filter((row) => keys.some((key) => isSameKey(key, row))),
    namespaceId: () => Promise.resolve(undefined),
    estimate: () => Promise.resolve(rows.length),
    close: () => Promise.resolve(),
  };
  const index: VisibilityIndex = {
    fields: async () => noFields,
    find: async (ids) =>
      new Map(ids.flatMap((id) => listedOf(id, there().get(id))).map((record) => [record.id, record])),
    async write(records) {
      const refused = records.filter(({ id }) => id.startsWith(`${String(faults.refuses)}~`));
      const newer = records.filter(({ id, version }) => (there().get(id)?.version ?? -1n) >= version);
      const taken = records.filter((record) => !refused.includes(record) && !newer.includes(record));
      for (const record of taken) there().set(record.id, record);
      return {
        written: taken.length,
        newer: newer.length,
        refused: refused.map(({ id }) => `${id}: mapper_parsing_exception`),
      };
    },
    add: () => Promise.reject(new Error("No test completes the records of a fake.")),
    async *records() {
      yield [...there().values()];
    },
    count: async () => there().size,
    async *listed() {
      yield [...there().values()].map(listedId).toSorted((one, other) => inOrder(one, other));
    },
    markedFor: () => Promise.resolve(undefined),
    async refresh() {
      waiting.get(++refreshes)?.();
    },
    async drop() {
      listed = undefined;
      isWhole = undefined;
    },
    clear: () => Promise.reject(new Error("No test clears a namespace of a fake.")),
    async mark(state) {
      isWhole = state === "whole";
    },
    close: () => Promise.resolve(),
  };
  return {
    passwords,
    database: databaseInMemory(given, () => restored, passwords),
    executions,
    index,
    async makeIndex() {
      isWhole = listed !== undefined && (isWhole ?? true);
      listed ??= new Map();
    },
    isMarkedWhole: () => isWhole,
    serverWrites(row, change) {
      const { id, version, source } = recordFor(row);
      const changed = JSON.stringify({ ...(JSON.parse(source) as object), ...change });
      there().set(id, { id, version: version + 1n, source: changed });
    },
    lose(row) {
      there().delete(recordFor(row).id);
    },
    deleteExecution(row) {
      rows = rows.filter((other) => other !== row);
    },
    makeZombie(row) {
      // Of the same field the last one counts.
      const zombie = Buffer.from([0x18, 4]);
      rows = rows.map((one) => (one === row ? { ...one, state: Buffer.concat([one.state, zombie]) } : one));
    },
    takeRestored(id) {
      restored = `.${id}`;
    },
    afterRefreshes(count, work) {
      waiting.set(refreshes + count, work);
    },
  };
}

type Key = Omit<ListedId, "id">;

function keyOf({ namespaceId, workflowId, runId }: ExecutionRow): Key {
  return { namespaceId: uuidText(namespaceId), workflowId, runId: uuidText(runId) };
}

function listedId({ id, source }: VisibilityRecord): ListedId {
  const {
    NamespaceId: namespaceId,
    WorkflowId: workflowId,
    RunId: runId,
  } = JSON.parse(source) as Record<string, string>;
  return { id, namespaceId: namespaceId ?? "", workflowId: workflowId ?? "", runId: runId ?? "" };
}

/** By bytes, as both stores sort. */
function inOrder(one: Key, other: Key): number {
  const textOf = ({ namespaceId, workflowId, runId }: Key): string => [namespaceId, workflowId, runId].join("\0");
  return Buffer.compare(Buffer.from(textOf(one)), Buffer.from(textOf(other)));
}

function listedOf(id: string, record: VisibilityRecord | undefined): readonly ListedRecord[] {
  return record === undefined ? [] : [{ id, fields: JSON.parse(record.source) as ListedRecord["fields"] }];
}

function isSameKey(one: ExecutionKey, other: ExecutionKey): boolean {
  return one.workflowId === other.workflowId && Buffer.compare(one.runId, other.runId) === 0;
}
