import { defined } from "../defined.ts";
import { causeMessage } from "../errors.ts";
import type { Dial } from "../interfaces/dial.ts";
import { elasticsearchClient } from "../stores/elasticsearch-client.ts";
import type { ProbeOutcome, ProbeSpec } from "./probe.ts";

type ElasticsearchSpec = Extract<ProbeSpec, { kind: "elasticsearch" }>;

/** What the schema job writes into the index: of which database it is, and whether it has all its records. */
export interface IndexMark {
  readonly database: string;
  readonly whole: boolean;
}

export type ElasticsearchAnswer =
  | {
      readonly status: string;
      readonly version: string;
      readonly indexExists: boolean;
      readonly mark?: IndexMark;
      /** Names of the settings that keep records out. */
      readonly blocks: readonly string[];
    }
  | { readonly error: unknown };

/** Asks for the cluster's health, its version and the visibility index. */
export async function askElasticsearch(
  spec: ElasticsearchSpec,
  timeoutMs: number,
  dial: Dial,
): Promise<ElasticsearchAnswer> {
  const client = elasticsearchClient(spec, timeoutMs, dial);
  let version = "";
  // Before its first request the client asks who is there, by itself, and the answer has the version.
  client.on("response", (_, { body }: { readonly body?: { readonly version?: { readonly number?: string } } }) => {
    version ||= body?.version?.number ?? "";
  });
  try {
    const [health, index, ofCluster] = await Promise.all([
      client.cluster.health<{ status: string }>({ timeout: `${String(timeoutMs)}ms` }),
      client.indices.get<Indices>(
        { index: spec.index, filter_path: "*.mappings._meta,*.settings.index.blocks" },
        { ignore: [404] },
      ),
      client.cluster.getSettings<ClusterSettings>({ filter_path: "*.cluster.blocks" }),
    ]);
    const indexExists = index.statusCode !== 404;
    const found = indexExists ? Object.values(index.body)[0] : undefined;
    const mark = found?.mappings?._meta?.["temporal-start"];
    const blocks = [
      ...Object.values(ofCluster.body).flatMap(({ cluster }) => keepingOut("cluster", cluster?.blocks)),
      ...keepingOut("index", found?.settings?.index?.blocks),
    ];
    return { status: health.body.status, version, indexExists, blocks, ...defined({ mark }) };
  } catch (error) {
    return { error };
  } finally {
    void client.close();
  }
}

/** Set by Elasticsearch itself when the disk is nearly full, or by hand, for the index or the whole cluster. */
function keepingOut(of: string, blocks: Blocks = {}): readonly string[] {
  return Object.entries(blocks)
    .filter(([name, value]) => name !== "read" && String(value) === "true")
    .map(([name]) => `${of}.blocks.${name}`);
}

type Blocks = Readonly<Record<string, unknown>>;

type ClusterSettings = Readonly<Record<string, { readonly cluster?: { readonly blocks?: Blocks } }>>;

/** What is not set is left out; of an index without all of it nothing is told. */
type Indices = Readonly<
  Record<
    string,
    {
      readonly mappings?: { readonly _meta?: { readonly "temporal-start"?: IndexMark } };
      readonly settings?: { readonly index?: { readonly blocks?: Blocks } };
    }
  >
>;

/** Yellow is healthy here: a single node cannot place replicas. */
export function interpretElasticsearch(answer: ElasticsearchAnswer, spec: ElasticsearchSpec): ProbeOutcome {
  if ("error" in answer) return interpretFailure(answer.error, spec);
  const { status, version, indexExists, mark, blocks } = answer;
  if (status === "red") {
    return {
      ok: false,
      fault: "red",
      message: "Elasticsearch reports cluster health red: data of an index is missing.",
      hint: "temporal-start logs temporal-elasticsearch --tail 50",
    };
  }
  if (!indexExists) {
    return {
      ok: false,
      fault: "missing-index",
      message: `The visibility index "${spec.index}" does not exist: workflows run, and none is listed.`,
      hint: "temporal-start start",
    };
  }
  const blocked = { blocks: blocks.join(", ") || "none" };
  const marked = mark === undefined ? {} : { recordsOf: mark.database, records: mark.whole ? "whole" : "partial" };
  return {
    ok: true,
    summary: `${status} · index ${spec.index} · ${version}`,
    facts: { status, version, ...marked, ...blocked },
  };
}

function interpretFailure(error: unknown, spec: ElasticsearchSpec): ProbeOutcome {
  const message = causeMessage(error);
  const { name, statusCode } = error as { name?: unknown; statusCode?: unknown };
  if (name === "TimeoutError" || /due to timeout/.test(message))
    return {
      ok: false,
      fault: "timeout",
      message: `No answer from ${spec.inside === undefined ? spec.url : placeOf(spec)}.`,
    };
  if (/ECONNREFUSED/.test(message)) {
    return { ok: false, fault: "refused", message: `Nothing listens on ${placeOf(spec)}.` };
  }
  if (/ECONNRESET|socket hang up|other side closed/i.test(message) || statusCode === 503) {
    return { ok: false, fault: "starting", message: "Elasticsearch is starting up or shutting down." };
  }
  return { ok: false, fault: "unexpected", message };
}

function placeOf({ url, inside }: ElasticsearchSpec): string {
  const { host, port } = new URL(url);
  return inside === undefined ? host : `port ${port} of container ${inside}`;
}
