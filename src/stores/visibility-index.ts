import { setTimeout } from "node:timers/promises";
import { defined } from "../defined.ts";
import type { ListedRecord, VisibilityIndex } from "../interfaces/visibility.ts";
import { bulkAdd, bulkWrite } from "./bulk-write.ts";
import { type ElasticsearchClient, elasticsearchClient } from "./elasticsearch-client.ts";
import { recordsOf } from "./index-records.ts";

const timeoutMs = 60_000;
const pageIds = 5_000;
/** How long Elasticsearch remembers where a reader is. */
const scroll = "1m";
/** What it keeps of a deleted record, it compares versions with. */
const untilForgotten = "index.gc_deletes";
const untilTickMs = 500;

export function openVisibilityIndex(url: string, index: string): VisibilityIndex {
  const client = elasticsearchClient(url, timeoutMs);
  const refresh = async (): Promise<void> => {
    await client.indices.refresh({ index });
  };
  return {
    async fields() {
      const { body } = await client.indices.getMapping<Mappings>({ index });
      return new Set(Object.keys(Object.values(body)[0]?.mappings.properties ?? {}));
    },
    async find(ids) {
      if (ids.length === 0) return new Map();
      const { body } = await client.mget<{ docs: readonly Found[] }>({ index, body: { ids } });
      return new Map(body.docs.flatMap(listedOf).map((listed) => [listed.id, listed]));
    },
    write: (records) => bulkWrite(client, index, records),
    add: (records) => bulkAdd(client, index, records),
    records: () => recordsOf(client, index),
    ids: (namespaceId) => idsOf(client, index, namespaceId),
    refresh,
    async drop() {
      await client.indices.delete({ index }, { ignore: [404] });
    },
    async clear(namespaceId) {
      const forget = (after: string | null): Promise<unknown> =>
        client.indices.putSettings({ index, body: { [untilForgotten]: after } });
      await refresh();
      await forget("0s");
      try {
        const { body } = await client.deleteByQuery<{ deleted: number }>(
          { index, conflicts: "proceed", body: { query: { term: { NamespaceId: namespaceId } } } },
          { requestTimeout: 10 * timeoutMs },
        );
        await refresh();
        // A refresh forgets what was deleted before it, by a clock that ticks five times a second.
        await setTimeout(untilTickMs);
        await refresh();
        return body.deleted;
      } finally {
        await forget(null);
      }
    },
    async markWhole(isWhole, database) {
      const { body } = await client.indices.getMapping<Mappings>({ index, filter_path: "*.mappings._meta" });
      const { "temporal-start": mark, ...others } = Object.values(body)[0]?.mappings._meta ?? {};
      if (mark === undefined) return;
      const meta = { ...others, "temporal-start": { ...mark, whole: isWhole, ...defined({ database }) } };
      await client.indices.putMapping({ index, body: { _meta: meta } });
    },
    close: () => client.close(),
  };
}

interface Mappings {
  readonly [index: string]: {
    readonly mappings: {
      readonly properties?: Readonly<Record<string, unknown>>;
      readonly _meta?: { readonly "temporal-start"?: object };
    };
  };
}

interface Found {
  readonly _id: string;
  readonly found?: boolean;
  readonly _source?: ListedRecord["fields"];
}

function listedOf({ _id: id, found, _source: fields }: Found): readonly ListedRecord[] {
  return found === true && fields !== undefined ? [{ id, fields }] : [];
}

async function* idsOf(
  client: ElasticsearchClient,
  index: string,
  namespaceId: string | undefined,
): AsyncGenerator<readonly string[]> {
  const query = namespaceId === undefined ? { match_all: {} } : { term: { NamespaceId: namespaceId } };
  const first = { index, scroll, size: pageIds, _source: "false", body: { query, sort: ["_doc"] } };
  let { body } = await client.search<Page>(first);
  try {
    while (body.hits.hits.length > 0) {
      yield body.hits.hits.map(({ _id: id }) => id);
      ({ body } = await client.scroll<Page>({ scroll, body: { scroll_id: body._scroll_id } }));
    }
  } finally {
    await client.clearScroll({ body: { scroll_id: [body._scroll_id] } }, { ignore: [404] });
  }
}

interface Page {
  readonly _scroll_id: string;
  readonly hits: { readonly hits: readonly { readonly _id: string }[] };
}
