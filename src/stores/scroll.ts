import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import type { ElasticsearchClient } from "./elasticsearch-client.ts";

export interface ScrollOptions {
  readonly index: string;
  /** Records of a page. */
  readonly size: number;
  /** How long Elasticsearch remembers where the reader is. */
  readonly scroll: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** Reads an answer: the client's own reader would round whole numbers above 2^53. */
  readonly parse: (answer: string) => unknown;
}

/**
 * What an index has at the moment of the first question, in pages.
 * @throws Error with the reason of Elasticsearch, also where it can only answer in part
 */
export async function* scrolled<Hit>(
  client: ElasticsearchClient,
  { index, size, scroll, body, parse }: ScrollOptions,
): AsyncGenerator<readonly Hit[]> {
  const options = { asStream: true } as const;
  let reader: string | undefined;
  const read = async (asked: Promise<Answer>): Promise<readonly Hit[]> => {
    const answer = await asked;
    const said = await text(answer.body);
    if (answer.statusCode !== 200) throw new Error(reasonOf(said, answer.statusCode));
    const page = parse(said) as Page<Hit>;
    reader = page._scroll_id;
    if (page.timed_out || Number(page._shards.failed) > 0) throw new Error("Elasticsearch could not read all records");
    return page.hits.hits;
  };
  try {
    let hits = await read(client.search({ index, scroll, size, body }, options));
    while (hits.length > 0) {
      yield hits;
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

interface Page<Hit> {
  readonly _scroll_id: string;
  readonly timed_out: boolean;
  readonly _shards: { readonly failed: unknown };
  readonly hits: { readonly hits: readonly Hit[] };
}

/** Of a body of Elasticsearch that tells an error. */
function reasonOf(said: string, status: number | null): string {
  return /"reason":"((?:[^"\\]|\\.)*)"/.exec(said)?.[1] ?? `Elasticsearch answered with status ${String(status)}`;
}
