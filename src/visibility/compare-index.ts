import type { Clock } from "../interfaces/clock.ts";
import type { ExecutionRow, Executions, ListedRecord, VisibilityIndex } from "../interfaces/visibility.ts";
import { differences } from "./differences.ts";
import { recordId, recordOf, uuidText } from "./record-of.ts";

/** A server that runs is behind by less than this: it writes records in bulk once a second. */
const pauseMs = 1_500;
const looks = 4;
/** More than this is no lag, and is not looked at again. */
const mostDoubts = 5_000;
const mostExamples = 10;

export interface CompareOptions {
  readonly executions: Executions;
  readonly index: VisibilityIndex;
  /** All namespaces where it is absent. */
  readonly namespaceId?: Uint8Array;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onRead: (executions: number) => void;
}

export interface Comparison {
  readonly executions: number;
  /** Executions that the index does not list. */
  readonly missing: number;
  /** Records that say something else than the database. */
  readonly different: number;
  /** Records of executions that do not exist. */
  readonly surplus: number;
  /** How often each field differs. */
  readonly fields: Readonly<Record<string, number>>;
  /** Up to ten, for a person. */
  readonly examples: readonly string[];
}

interface Doubts {
  readonly rows: readonly Doubt[];
  readonly surplus: readonly string[];
}

interface Doubt {
  readonly row: ExecutionRow;
  readonly id: string;
  /** Names of fields; undefined where nothing is listed. */
  readonly differs?: readonly string[];
}

/**
 * Whether the index lists just what the database has. Where the server runs, an execution changes between the two looks; so
 * what differs is looked at again, until it is the same or has been the same difference for some seconds.
 */
export async function compareIndex(options: CompareOptions): Promise<Comparison> {
  const { executions, index, namespaceId, clock, signal, onRead } = options;
  const fields = await index.fields();
  await index.refresh();
  // Before the rows: a record that comes later is of no execution that is looked for below.
  const unseen = new Set<string>();
  for await (const ids of index.ids(namespaceId && uuidText(namespaceId))) for (const id of ids) unseen.add(id);
  let read = 0;
  const rows: Doubt[] = [];
  for await (const page of executions.pages(namespaceId)) {
    signal.throwIfAborted();
    for (const row of page) unseen.delete(idOf(row));
    rows.push(...(await doubtsOf(page, index, fields)));
    read += page.length;
    onRead(read);
  }
  let doubts: Doubts = { rows, surplus: [...unseen] };
  for (let look = 1; look < looks && isWorthAnotherLook(doubts); look++) {
    await clock.sleep(pauseMs, signal);
    doubts = await lookAgain(doubts, { executions, index, fields });
  }
  return { executions: read, ...told(doubts) };
}

function isWorthAnotherLook({ rows, surplus }: Doubts): boolean {
  const count = rows.length + surplus.length;
  return count > 0 && count <= mostDoubts;
}

async function lookAgain(
  { rows, surplus }: Doubts,
  {
    executions,
    index,
    fields,
  }: Pick<CompareOptions, "executions" | "index"> & { readonly fields: ReadonlySet<string> },
): Promise<Doubts> {
  await index.refresh();
  const [there, stillListed] = await Promise.all([executions.rows(rows.map(({ row }) => row)), index.find(surplus)]);
  // An execution that was deleted in the meantime has no record to be missed.
  return { rows: await doubtsOf(there, index, fields), surplus: surplus.filter((id) => stillListed.has(id)) };
}

async function doubtsOf(
  rows: readonly ExecutionRow[],
  index: VisibilityIndex,
  fields: ReadonlySet<string>,
): Promise<readonly Doubt[]> {
  const wanted = rows.flatMap((row) => {
    const record = recordOf(row, fields);
    return record === undefined ? [] : [{ row, record }];
  });
  const listed = await index.find(wanted.map(({ record }) => record.id));
  return wanted.flatMap(({ row, record: { id, source } }): readonly Doubt[] => {
    const found = listed.get(id);
    if (found === undefined) return [{ row, id }];
    const differs = differences(JSON.parse(source) as ListedRecord["fields"], found.fields);
    return differs.length === 0 ? [] : [{ row, id, differs }];
  });
}

function told({ rows, surplus }: Doubts): Omit<Comparison, "executions"> {
  const missing = rows.filter(({ differs }) => differs === undefined);
  const different = rows.filter(({ differs }) => differs !== undefined);
  const fields: Record<string, number> = {};
  for (const name of different.flatMap(({ differs = [] }) => differs)) fields[name] = (fields[name] ?? 0) + 1;
  const examples = [
    ...missing.map(({ id }) => `${id} is not listed`),
    ...different.map(({ id, differs = [] }) => `${id} differs in ${differs.join(", ")}`),
    ...surplus.map((id) => `${id} is listed and does not exist`),
  ];
  return {
    missing: missing.length,
    different: different.length,
    surplus: surplus.length,
    fields,
    examples: examples.slice(0, mostExamples),
  };
}

function idOf({ workflowId, runId }: ExecutionRow): string {
  return recordId(workflowId, uuidText(runId));
}
