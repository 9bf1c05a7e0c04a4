import { setTimeout } from "node:timers/promises";
import { defined } from "../defined.ts";
import type { Dial } from "../interfaces/dial.ts";
import type { IndexAddress } from "../interfaces/stores.ts";
import type { ListedRecord, VisibilityIndex } from "../interfaces/visibility.ts";
import { bulkAdd, bulkWrite } from "./bulk-write.ts";
import { elasticsearchClient } from "./elasticsearch-client.ts";
import { listedIds, ofNamespace, recordsOf } from "./index-records.ts";

const timeoutMs = 60_000;
/** What it keeps of a deleted record, it compares versions with. */
const untilForgotten = "index.gc_deletes";
const untilTickMs = 500;

export function openVisibilityIndex({ index, ...address }: IndexAddress, dial: Dial): VisibilityIndex {
  const client = elasticsearchClient(address, timeoutMs, dial);
  const refresh = async (): Promise<void> => {
    await client.indices.refresh({ index });
  };
  const meta = async (): Promise<Meta> => {
    const { body } = await client.indices.getMapping<Mappings>({ index, filter_path: "*.mappings._meta" });
    return Object.values(body)[0]?.mappings._meta ?? {};
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
    async count(namespaceId) {
      const { body } = await client.count<{ count: number }>({ index, body: { query: ofNamespace(namespaceId) } });
      return body.count;
    },
    listed: (namespaceId) => listedIds(client, index, namespaceId),
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
          { index, conflicts: "proceed", body: { query: ofNamespace(namespaceId) } },
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
    markedFor: async () => (await meta())["temporal-start"]?.database,
    async mark(state, database) {
      const { "temporal-start": mark, ...others } = await meta();
      if (mark === undefined) return;
      const changed = { ...mark, whole: state === "whole", filling: state === "filling", ...defined({ database }) };
      await client.indices.putMapping({ index, body: { _meta: { ...others, "temporal-start": changed } } });
    },
    close: () => client.close(),
  };
}

interface Mappings {
  readonly [index: string]: {
    readonly mappings: {
      readonly properties?: Readonly<Record<string, unknown>>;
      readonly _meta?: Meta;
    };
  };
}

interface Meta {
  readonly "temporal-start"?: { readonly database?: string };
}

interface Found {
  readonly _id: string;
  readonly found?: boolean;
  readonly _source?: ListedRecord["fields"];
}

function listedOf({ _id: id, found, _source: fields }: Found): readonly ListedRecord[] {
  return found === true && fields !== undefined ? [{ id, fields }] : [];
}
