import { expect, test } from "vitest";
import { interpretElasticsearch } from "../../src/probes/elasticsearch.ts";

const spec = { kind: "elasticsearch", url: "http://127.0.0.1:9200", index: "temporal_visibility_v1_dev" } as const;
const named = (name: string, message: string, statusCode?: number): Error =>
  Object.assign(new Error(message), { name }, statusCode === undefined ? {} : { statusCode });

test.each(["green", "yellow"])("%s is healthy: one node cannot place replicas", (status) => {
  expect(interpretElasticsearch({ status, version: "7.17.9", indexExists: true, blocks: [] }, spec)).toEqual({
    ok: true,
    summary: `${status} · index temporal_visibility_v1_dev · 7.17.9`,
    facts: { status, version: "7.17.9", blocks: "none" },
  });
});

test.each([
  ["whole", true],
  ["partial", false],
])("the mark of the schema job tells that the records are %s", (records, whole) => {
  const answer = {
    status: "yellow",
    version: "7.17.9",
    indexExists: true,
    blocks: [],
    mark: { database: "7001.16384", whole },
  };
  expect(interpretElasticsearch(answer, spec)).toMatchObject({ ok: true, facts: { recordsOf: "7001.16384", records } });
});

test("what keeps records out is told, though all else is well", () => {
  const blocks = ["cluster.blocks.read_only", "index.blocks.write"];
  const answer = { status: "yellow", version: "7.17.9", indexExists: true, blocks };
  expect(interpretElasticsearch(answer, spec)).toMatchObject({ ok: true, facts: { blocks: blocks.join(", ") } });
});

test.each([
  [
    "red",
    { status: "red", version: "7.17.9", indexExists: true, blocks: [] },
    "red",
    "Elasticsearch reports cluster health red: data of an index is missing.",
  ],
  [
    "red without the index",
    { status: "red", version: "7.17.9", indexExists: false, blocks: [] },
    "red",
    "Elasticsearch reports cluster health red: data of an index is missing.",
  ],
  [
    "a missing index",
    { status: "green", version: "7.17.9", indexExists: false, blocks: [] },
    "missing-index",
    'The visibility index "temporal_visibility_v1_dev" does not exist: workflows run, and none is listed.',
  ],
  [
    "a closed port",
    { error: named("ConnectionError", "connect ECONNREFUSED 127.0.0.1:9200") },
    "refused",
    "Nothing listens on 127.0.0.1:9200.",
  ],
  [
    "silence",
    { error: named("TimeoutError", "Request timed out") },
    "timeout",
    "No answer from http://127.0.0.1:9200.",
  ],
  [
    "a cut connection",
    { error: named("ConnectionError", "socket hang up") },
    "starting",
    "Elasticsearch is starting up or shutting down.",
  ],
  [
    "a reset connection",
    { error: named("ConnectionError", "read ECONNRESET") },
    "starting",
    "Elasticsearch is starting up or shutting down.",
  ],
  [
    "503",
    { error: named("ResponseError", "master_not_discovered_exception", 503) },
    "starting",
    "Elasticsearch is starting up or shutting down.",
  ],
  [
    "another product",
    { error: named("ProductNotSupportedError", "The client noticed that the server is not Elasticsearch.") },
    "unexpected",
    "The client noticed that the server is not Elasticsearch.",
  ],
])("%s", (_, answer, fault, message) => {
  expect(interpretElasticsearch(answer, spec)).toMatchObject({ ok: false, fault, message });
});
