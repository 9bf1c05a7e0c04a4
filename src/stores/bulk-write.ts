import { setTimeout } from "node:timers/promises";
import type { SourceRecord, VisibilityRecord, Written } from "../interfaces/visibility.ts";
import type { ElasticsearchClient } from "./elasticsearch-client.ts";

/** Elasticsearch takes 100 MB at once, and keeps all of it in its memory meanwhile. */
const mostBytes = 8 * 1024 * 1024;
/** Of an answer that there are too many requests. */
const tooMany = 429;
/** There is a record of a higher version. */
const conflict = 409;
const gone = 404;
const pausesMs = [200, 500, 1_000, 2_000, 5_000, 10_000];

/** Two lines of a bulk request. */
type Action<Kind> = (record: Kind) => readonly [deed: string, document: string];

/** Writes records in requests of a size that Elasticsearch bears, and once more what it has no room for at the moment. */
export function bulkWrite(
  client: ElasticsearchClient,
  index: string,
  records: readonly VisibilityRecord[],
): Promise<Written> {
  // Versions are written as text: a number of JavaScript would round them.
  return bulk(client, index, records, ({ id, version, source }) => [
    `{"index":{"_id":${JSON.stringify(id)},"version":${String(version)},"version_type":"external"}}`,
    source,
  ]);
}

/** Adds fields to records that are there, in the same way; those that are gone meanwhile need none. */
export function bulkAdd(
  client: ElasticsearchClient,
  index: string,
  records: readonly SourceRecord[],
): Promise<Written> {
  return bulk(
    client,
    index,
    records,
    ({ id, source }) => [`{"update":{"_id":${JSON.stringify(id)},"retry_on_conflict":3}}`, `{"doc":${source}}`],
    gone,
  );
}

async function bulk<Kind extends SourceRecord>(
  client: ElasticsearchClient,
  index: string,
  records: readonly Kind[],
  action: Action<Kind>,
  /** Status of an answer that is no refusal. */
  harmless = conflict,
): Promise<Written> {
  const all = { written: 0, newer: 0, refused: [] as string[] };
  for (const batch of inBatches(records)) {
    const { written, newer, refused } = await writeBatch(client, index, batch, action, harmless);
    all.written += written;
    all.newer += newer;
    all.refused.push(...refused);
  }
  return all;
}

/** One that is larger by itself goes alone. */
function inBatches<Kind extends SourceRecord>(records: readonly Kind[]): readonly (readonly Kind[])[] {
  const batches: Kind[][] = [];
  let bytes = mostBytes;
  for (const record of records) {
    const size = Buffer.byteLength(record.source);
    if (bytes + size > mostBytes) {
      batches.push([]);
      bytes = 0;
    }
    batches.at(-1)?.push(record);
    bytes += size;
  }
  return batches;
}

async function writeBatch<Kind extends SourceRecord>(
  client: ElasticsearchClient,
  index: string,
  batch: readonly Kind[],
  action: Action<Kind>,
  harmless: number,
): Promise<Written> {
  const done = { written: 0, newer: 0, refused: [] as string[] };
  let left = batch;
  for (const pauseMs of [...pausesMs, undefined]) {
    const items = await send(client, index, left, action);
    const isPutOff = ({ status }: Item): boolean => status === tooMany && pauseMs !== undefined;
    done.written += items.filter(({ status }) => status < 300).length;
    done.newer += items.filter(({ status }) => status === harmless).length;
    const refused = items.filter((item) => item.status >= 300 && item.status !== harmless && !isPutOff(item));
    done.refused.push(...refused.map(({ _id: id, error }) => `${id}: ${error?.reason ?? "no reason was given"}`));
    const putOff = new Set(items.filter(isPutOff).map(({ _id: id }) => id));
    left = left.filter(({ id }) => putOff.has(id));
    if (left.length === 0) break;
    await setTimeout(pauseMs);
  }
  return done;
}

interface Item {
  readonly _id: string;
  readonly status: number;
  readonly error?: { readonly reason?: string };
}

async function send<Kind extends SourceRecord>(
  client: ElasticsearchClient,
  index: string,
  records: readonly Kind[],
  action: Action<Kind>,
): Promise<readonly Item[]> {
  const body = `${records.flatMap(action).join("\n")}\n`;
  const answer = await client.bulk<{ readonly items: readonly Readonly<Record<string, Item>>[] }, string>(
    { index, body },
    { ignore: [tooMany] },
  );
  if (answer.statusCode === tooMany)
    return records.map(({ id }) => ({ _id: id, status: tooMany, error: { reason: "too many requests" } }));
  return answer.body.items.flatMap((item) => Object.values(item));
}
