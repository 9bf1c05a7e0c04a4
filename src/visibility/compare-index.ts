import { ahead } from "../async/ahead.ts";
import type { Clock } from "../interfaces/clock.ts";
import type { ExecutionRow, Executions, ListedRecord, VisibilityIndex } from "../interfaces/visibility.ts";
import { differences } from "./differences.ts";
import { recordId, recordOf, uuidText } from "./record-of.ts";
import { type Comparison, createTally, type Doubt, mostDoubts, type Tally } from "./tally.ts";

/** A server that runs is behind by less than this: it writes records in bulk once a second. */
const pauseMs = 1_500;
const looks = 4;

export interface CompareOptions {
  readonly executions: Executions;
  readonly index: VisibilityIndex;
  /** All namespaces where it is absent. */
  readonly namespaceId?: Uint8Array;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onRead: (executions: number) => void;
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
  const tally = createTally();
  for await (const page of ahead(executions.pages(namespaceId))) {
    signal.throwIfAborted();
    for (const row of page) unseen.delete(idOf(row));
    tally.add(await doubtsOf(page, index, fields));
    read += page.length;
    onRead(read);
  }
  let found: Found = { tally, surplus: [...unseen] };
  for (let look = 1; look < looks && isWorthAnotherLook(found); look++) {
    await clock.sleep(pauseMs, signal);
    found = await lookAgain(found, { executions, index, fields });
  }
  return { executions: read, ...found.tally.told(found.surplus) };
}

interface Found {
  readonly tally: Tally;
  readonly surplus: readonly string[];
}

function isWorthAnotherLook({ tally, surplus }: Found): boolean {
  const count = tally.count() + surplus.length;
  return count > 0 && count <= mostDoubts;
}

async function lookAgain(
  { tally, surplus }: Found,
  {
    executions,
    index,
    fields,
  }: Pick<CompareOptions, "executions" | "index"> & { readonly fields: ReadonlySet<string> },
): Promise<Found> {
  await index.refresh();
  const [there, stillListed] = await Promise.all([executions.rows(tally.keys()), index.find(surplus)]);
  const again = createTally();
  // An execution that was deleted in the meantime has no record to be missed.
  again.add(await doubtsOf(there, index, fields));
  return { tally: again, surplus: surplus.filter((id) => stillListed.has(id)) };
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
  return wanted.flatMap(({ row, record: { id, source, isCleanedUp } }): readonly Doubt[] => {
    const found = listed.get(id);
    const key = { shardId: row.shardId, namespaceId: row.namespaceId, workflowId: row.workflowId, runId: row.runId };
    if (found === undefined) return [{ key, id }];
    const expected = JSON.parse(source) as ListedRecord["fields"];
    const differs = differences(expected, found.fields).filter((name) => !isCleanedUp || isStillKnown(name, expected));
    return differs.length === 0 ? [] : [{ key, id, differs }];
  });
}

/** To take attributes out is a transition of its own, which a server that starts may repeat. */
function isStillKnown(name: string, expected: ListedRecord["fields"]): boolean {
  return name in expected && name !== "StateTransitionCount";
}

function idOf({ workflowId, runId }: ExecutionRow): string {
  return recordId(workflowId, uuidText(runId));
}
