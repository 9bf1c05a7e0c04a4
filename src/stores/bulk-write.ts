import { setTimeout } from "node:timers/promises";
import type { VisibilityRecord, Written } from "../interfaces/visibility.ts";
import type { ElasticsearchClient } from "./elasticsearch-client.ts";

/** Elasticsearch takes 100 MB at once, and keeps all of it in its memory meanwhile. */
const mostBytes = 8 * 1024 * 1024;
/** Of an answer that there are too many requests. */
const tooMany = 429;
/** There is a record of a higher version. */
const conflict = 409;
const pausesMs = [200, 500, 1_000, 2_000, 5_000, 10_000];

/** Writes records in requests of a size that Elasticsearch bears, and once more what it has no room for at the moment. */
export async function bulkWrite(
  client: ElasticsearchClient,
  index: string,
  records: readonly VisibilityRecord[],
): Promise<Written> {
  const all = { written: 0, newer: 0, refused: [] as string[] };
  for (const batch of inBatches(records)) {
    const { written, newer, refused } = await writeBatch(client, index, batch);
    all.written += written;
    all.newer += newer;
    all.refused.push(...refused);
  }
  return all;
}

/** One that is larger by itself goes alone. */
function inBatches(records: readonly VisibilityRecord[]): readonly (readonly VisibilityRecord[])[] {
  const batches: VisibilityRecord[][] = [];
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

async function writeBatch(
  client: ElasticsearchClient,
  index: string,
  batch: readonly VisibilityRecord[],
): Promise<Written> {
  const done = { written: 0, newer: 0, refused: [] as string[] };
  let left = batch;
  for (const pauseMs of [...pausesMs, undefined]) {
    const items = await send(client, index, left);
    const isPutOff = ({ status }: Item): boolean => status === tooMany && pauseMs !== undefined;
    done.written += items.filter(({ status }) => status < 300).length;
    done.newer += items.filter(({ status }) => status === conflict).length;
    const refused = items.filter((item) => item.status >= 300 && item.status !== conflict && !isPutOff(item));
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

/** Versions are written as text: a number of JavaScript would round them. */
async function send(
  client: ElasticsearchClient,
  index: string,
  records: readonly VisibilityRecord[],
): Promise<readonly Item[]> {
  const lines = records.flatMap(({ id, version, source }) => [
    `{"index":{"_id":${JSON.stringify(id)},"version":${String(version)},"version_type":"external"}}`,
    source,
  ]);
  const body = `${lines.join("\n")}\n`;
  const answer = await client.bulk<{ readonly items: readonly { readonly index: Item }[] }, string>(
    { index, body },
    { ignore: [tooMany] },
  );
  if (answer.statusCode === tooMany)
    return records.map(({ id }) => ({ _id: id, status: tooMany, error: { reason: "too many requests" } }));
  return answer.body.items.map(({ index: item }) => item);
}
