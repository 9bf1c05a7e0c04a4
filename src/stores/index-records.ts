import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import type { SourceRecord } from "../interfaces/visibility.ts";
import type { ElasticsearchClient } from "./elasticsearch-client.ts";

const pageRecords = 500;
/** How long Elasticsearch remembers where a reader is. */
const scroll = "1m";

/** All records of an index, as they are: the client's own reader would round whole numbers above 2^53. */
export async function* recordsOf(client: ElasticsearchClient, index: string): AsyncGenerator<readonly SourceRecord[]> {
  const { parse, stringify } = await import("lossless-json");
  const read = async (answer: Promise<{ readonly body: Readable }>): Promise<Page> =>
    parse(await text((await answer).body)) as Page;
  let page = await read(
    client.search<Readable>({ index, scroll, size: pageRecords, body: { sort: ["_doc"] } }, { asStream: true }),
  );
  try {
    while (page.hits.hits.length > 0) {
      yield page.hits.hits.map(({ _id: id, _source: source }) => ({ id, source: stringify(source) ?? "{}" }));
      page = await read(client.scroll<Readable>({ scroll, body: { scroll_id: page._scroll_id } }, { asStream: true }));
    }
  } finally {
    await client.clearScroll({ body: { scroll_id: [page._scroll_id] } }, { ignore: [404] });
  }
}

interface Page {
  readonly _scroll_id: string;
  readonly hits: { readonly hits: readonly { readonly _id: string; readonly _source: unknown }[] };
}
