import type { ExecutionKey, ListedId } from "../interfaces/visibility.ts";
import { uuidText } from "./record-of.ts";

/** What only one of the two has. */
export type Unmatched = { readonly there: ExecutionKey } | { readonly listed: ListedId };

/**
 * Walks through the executions that there are, and those that are listed, side by side: both come in the order of namespace,
 * workflow and run, so that no more of them is in memory than a page of each.
 */
export async function* unmatched(
  keys: AsyncIterable<readonly ExecutionKey[]>,
  listed: AsyncIterable<readonly ListedId[]>,
): AsyncGenerator<Unmatched> {
  const [left, right] = [walk(keys), walk(listed)];
  try {
    // The list first: an execution that comes meanwhile is looked at again, a record that comes meanwhile is not seen.
    let record = await right.next();
    let key = await left.next();
    while (key.done !== true || record.done !== true) {
      const order = orderOf(key, record);
      if (order < 0) yield { there: key.value as ExecutionKey };
      if (order > 0) yield { listed: record.value as ListedId };
      if (order <= 0) key = await left.next();
      if (order >= 0) record = await right.next();
    }
  } finally {
    await Promise.all([left.return(undefined), right.return(undefined)]);
  }
}

async function* walk<Item>(pages: AsyncIterable<readonly Item[]>): AsyncGenerator<Item, undefined> {
  for await (const page of pages) yield* page;
  return undefined;
}

/** Below 0 where the execution comes first; the end comes last. */
function orderOf(key: IteratorResult<ExecutionKey>, record: IteratorResult<ListedId>): number {
  if (record.done === true) return -1;
  if (key.done === true) return 1;
  return (
    inBytes(uuidText(key.value.namespaceId), record.value.namespaceId) ||
    inBytes(key.value.workflowId, record.value.workflowId) ||
    inBytes(uuidText(key.value.runId), record.value.runId)
  );
}

/** The order of both stores; that of JavaScript is another one beyond U+FFFF. */
function inBytes(left: string, right: string): number {
  return left === right ? 0 : Buffer.compare(Buffer.from(left), Buffer.from(right));
}
