import { ahead } from "../async/ahead.ts";
import type { Clock } from "../interfaces/clock.ts";
import type {
  ExecutionKey,
  ExecutionRow,
  Executions,
  ListedRecord,
  VisibilityIndex,
} from "../interfaces/visibility.ts";
import { differences } from "./differences.ts";
import { recordId, recordOf, uuidText } from "./record-of.ts";
import { type Comparison, createTally, type Doubt, mostDoubts, type Tally } from "./tally.ts";
import { unmatched } from "./unmatched.ts";

/** A server that runs is behind by less than this: it writes records in bulk once a second. */
const pauseMs = 1_500;
const looks = 4;

export interface CompareOptions {
  readonly executions: Executions;
  readonly index: VisibilityIndex;
  /** All namespaces where it is absent. */
  readonly namespaceId?: Uint8Array;
  /** Whether all are listed and nothing else, or also what each record says. */
  readonly depth: Comparison["depth"];
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onRead: (executions: number) => void;
}

/**
 * Whether the index lists just what the database has, in steady memory. Where the server runs, an execution changes between
 * the two looks; so what differs is looked at again, until it is the same or has been the same difference for some seconds.
 */
export async function compareIndex(options: CompareOptions): Promise<Comparison> {
  const { index, depth, clock, signal } = options;
  const fields = await index.fields();
  await index.refresh();
  let tally = createTally();
  const { read, missing } = await compareSets(options, tally);
  // A row that is no execution tells so by its content alone: so many are not looked at one by one.
  const compared = depth === "content" || missing.length > mostDoubts ? "content" : "set";
  if (compared === "content") await compareContent(options, fields, tally);
  else tally.add(missing);
  for (let look = 1; look < looks && isWorthAnotherLook(tally); look++) {
    await clock.sleep(pauseMs, signal);
    tally = await lookAgain(options, fields, tally);
  }
  return { depth: compared, executions: read, ...tally.told() };
}

interface Sets {
  readonly read: number;
  /** One more than can be looked at again, at most. */
  readonly missing: readonly Doubt[];
}

async function compareSets(
  { executions, index, namespaceId, depth, signal, onRead }: CompareOptions,
  tally: Tally,
): Promise<Sets> {
  let read = 0;
  const missing: Doubt[] = [];
  const onPage = ({ length }: readonly unknown[]): void => {
    signal.throwIfAborted();
    read += length;
    if (depth === "set") onRead(read);
  };
  const keys = tellingEach(executions.keys(namespaceId), onPage);
  for await (const one of unmatched(keys, index.listed(namespaceId && uuidText(namespaceId)))) {
    if ("listed" in one) tally.addSurplus(one.listed.id);
    else if (missing.length <= mostDoubts) missing.push({ key: one.there, id: idOf(one.there) });
  }
  return { read, missing };
}

async function* tellingEach<Page>(pages: AsyncIterable<Page>, onPage: (page: Page) => void): AsyncGenerator<Page> {
  for await (const page of pages) {
    onPage(page);
    yield page;
  }
}

async function compareContent(
  { executions, index, namespaceId, signal, onRead }: CompareOptions,
  fields: ReadonlySet<string>,
  tally: Tally,
): Promise<void> {
  let read = 0;
  for await (const page of ahead(executions.pages(namespaceId))) {
    signal.throwIfAborted();
    tally.add(await doubtsOf(page, index, fields));
    read += page.length;
    onRead(read);
  }
}

function isWorthAnotherLook(tally: Tally): boolean {
  return tally.count() > 0 && tally.count() <= mostDoubts;
}

async function lookAgain(
  { executions, index }: CompareOptions,
  fields: ReadonlySet<string>,
  before: Tally,
): Promise<Tally> {
  await index.refresh();
  const surplus = before.surplus();
  const [there, stillListed] = await Promise.all([executions.rows(before.keys()), index.find(surplus)]);
  const again = createTally();
  // An execution that was deleted in the meantime has no record to be missed.
  again.add(await doubtsOf(there, index, fields));
  for (const id of surplus) if (stillListed.has(id)) again.addSurplus(id);
  return again;
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

function idOf({ workflowId, runId }: ExecutionKey): string {
  return recordId(workflowId, uuidText(runId));
}
