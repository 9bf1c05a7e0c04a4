import type { ListedRecord, SourceRecord, VisibilityIndex } from "../interfaces/visibility.ts";
import { parse, stringify } from "../persistence/lossless-json.ts";

const batchRecords = 500;

/**
 * Adds to the records of closed workflows what only another copy of the index has of them: a server can be told to take memo
 * and search attributes out of the database. What is not listed stays so, and what is listed is not changed.
 * @returns what Elasticsearch refused
 */
export async function completeIndex(
  index: VisibilityIndex,
  copies: AsyncIterable<SourceRecord>,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const refused: string[] = [];
  await index.refresh();
  let batch: SourceRecord[] = [];
  for await (const copy of copies) {
    batch.push(copy);
    if (batch.length < batchRecords) continue;
    signal.throwIfAborted();
    refused.push(...(await addMissing(index, batch)));
    batch = [];
  }
  return [...refused, ...(await addMissing(index, batch))];
}

async function addMissing(index: VisibilityIndex, copies: readonly SourceRecord[]): Promise<readonly string[]> {
  const listed = await index.find(copies.map(({ id }) => id));
  const additions = copies.flatMap(({ id, source }): readonly SourceRecord[] => {
    const missing = missingFrom(listed.get(id), parse(source) as Fields);
    return missing.length === 0 ? [] : [{ id, source: stringify(Object.fromEntries(missing)) ?? "{}" }];
  });
  return (await index.add(additions)).refused;
}

type Fields = Readonly<Record<string, unknown>>;

/** Only where both are closed: what is open in one of them has gone on in the other. */
function missingFrom(listed: ListedRecord | undefined, copy: Fields): readonly (readonly [string, unknown])[] {
  if (listed === undefined || listed.fields["CloseTime"] === undefined || copy["CloseTime"] === undefined) return [];
  return Object.entries(copy).filter(([name]) => listed.fields[name] === undefined);
}
