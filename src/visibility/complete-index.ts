import { parse, stringify } from "lossless-json";
import type { ListedRecord, SourceRecord, VisibilityIndex } from "../interfaces/visibility.ts";

const batchRecords = 500;

/**
 * Adds to the records of closed workflows what only another copy of the index has of them: a server can be told to take memo
 * and search attributes out of the database. What is not listed stays so, and what is listed is not changed.
 */
export async function completeIndex(index: VisibilityIndex, copies: AsyncIterable<SourceRecord>): Promise<void> {
  await index.refresh();
  let batch: SourceRecord[] = [];
  for await (const copy of copies) {
    batch.push(copy);
    if (batch.length < batchRecords) continue;
    await addMissing(index, batch);
    batch = [];
  }
  await addMissing(index, batch);
}

async function addMissing(index: VisibilityIndex, copies: readonly SourceRecord[]): Promise<void> {
  const listed = await index.find(copies.map(({ id }) => id));
  const additions = copies.flatMap(({ id, source }): readonly SourceRecord[] => {
    const missing = missingFrom(listed.get(id), parse(source) as Fields);
    return missing.length === 0 ? [] : [{ id, source: stringify(Object.fromEntries(missing)) ?? "{}" }];
  });
  const { refused } = await index.add(additions);
  if (refused.length > 0) throw new Error(`Elasticsearch refused ${refused.slice(0, 3).join("; ")}`);
}

type Fields = Readonly<Record<string, unknown>>;

/** Only where both are closed: what is open in one of them has gone on in the other. */
function missingFrom(listed: ListedRecord | undefined, copy: Fields): readonly (readonly [string, unknown])[] {
  if (listed === undefined || listed.fields["CloseTime"] === undefined || copy["CloseTime"] === undefined) return [];
  return Object.entries(copy).filter(([name]) => listed.fields[name] === undefined);
}
