import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import type { SourceRecord } from "../interfaces/visibility.ts";
import type { ElasticsearchClient } from "./elasticsearch-client.ts";

const pageRecords = 500;
/** How long Elasticsearch remembers where a reader is, who may have to wait for what it writes to. */
const scroll = "10m";

/**
 * All records of an index, as they are: the client's own reader would round whole numbers above 2^53.
 * @throws Error with the reason of Elasticsearch
 */
export async function* recordsOf(client: ElasticsearchClient, index: string): AsyncGenerator<readonly SourceRecord[]> {
  const { parse, stringify } = await import("../persistence/lossless-json.ts");
  const options = { asStream: true } as const;
  await client.indices.refresh({ index });
  let reader: string | undefined;
  const read = async (asked: Promise<Answer>): Promise<Page["hits"]["hits"]> => {
    const { body, statusCode } = await asked;
    const said = await text(body);
    if (statusCode !== 200) throw new Error(reasonOf(said, statusCode));
    const page = parse(said) as Page;
    reader = page._scroll_id;
    if (page.timed_out || Number(page._shards.failed) > 0) throw new Error("Elasticsearch could not read all records");
    return page.hits.hits;
  };
  try {
    let hits = await read(client.search({ index, scroll, size: pageRecords, body: { sort: ["_doc"] } }, options));
    while (hits.length > 0) {
      yield hits.map(({ _id: id, _source: source }) => ({ id, source: stringify(source) ?? "{}" }));
      hits = await read(client.scroll({ scroll, body: { scroll_id: reader } }, options));
    }
  } finally {
    if (reader !== undefined) await client.clearScroll({ body: { scroll_id: [reader] } }, { ignore: [404] });
  }
}

interface Answer {
  readonly body: Readable;
  readonly statusCode: number | null;
}

interface Page {
  readonly _scroll_id: string;
  readonly timed_out: boolean;
  readonly _shards: { readonly failed: unknown };
  readonly hits: { readonly hits: readonly { readonly _id: string; readonly _source: unknown }[] };
}

/** Of a body of Elasticsearch that tells an error. */
function reasonOf(said: string, status: number | null): string {
  return /"reason":"((?:[^"\\]|\\.)*)"/.exec(said)?.[1] ?? `Elasticsearch answered with status ${String(status)}`;
}
