import type { ListedId, SourceRecord } from "../interfaces/visibility.ts";
import type { ElasticsearchClient } from "./elasticsearch-client.ts";
import { scrolled } from "./scroll.ts";

/** Who reads may have to wait for what it writes to, or compares with. */
const scroll = "10m";

/** All records of an index, as they are. @throws Error with the reason of Elasticsearch */
export async function* recordsOf(client: ElasticsearchClient, index: string): AsyncGenerator<readonly SourceRecord[]> {
  const { parse, stringify } = await import("../persistence/lossless-json.ts");
  await client.indices.refresh({ index });
  const options = { index, size: 500, scroll, body: { sort: ["_doc"] }, parse };
  for await (const hits of scrolled<{ readonly _id: string; readonly _source: unknown }>(client, options))
    yield hits.map(({ _id: id, _source: source }) => ({ id, source: stringify(source) ?? "{}" }));
}

/** All records where none is named. */
export function ofNamespace(namespaceId: string | undefined): Readonly<Record<string, object>> {
  return namespaceId === undefined ? { match_all: {} } : { term: { NamespaceId: namespaceId } };
}

/** Comes behind all others: a record without it was written by somebody else than the server. */
const last = "\u{10ffff}";

/** What the records of an index are of, sorted by Elasticsearch. */
export async function* listedIds(
  client: ElasticsearchClient,
  index: string,
  namespaceId: string | undefined,
): AsyncGenerator<readonly ListedId[]> {
  const sort = ["NamespaceId", "WorkflowId", "RunId"].map((field) => ({ [field]: { unmapped_type: "keyword" } }));
  const body = { query: ofNamespace(namespaceId), sort, _source: false };
  const options = { index, size: 5_000, scroll, body, parse: JSON.parse };
  for await (const hits of scrolled<{ readonly _id: string; readonly sort: SortedBy }>(client, options))
    yield hits.map(({ _id: id, sort: [namespace, workflowId, runId] }) => ({
      id,
      namespaceId: namespace ?? last,
      workflowId: workflowId ?? last,
      runId: runId ?? last,
    }));
}

type SortedBy = readonly [namespaceId: string | null, workflowId: string | null, runId: string | null];
