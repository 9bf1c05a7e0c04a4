import { Client } from "@elastic/elasticsearch";
import { causeMessage } from "../errors.ts";
import type { ProbeOutcome, ProbeSpec } from "./probe.ts";

type ElasticsearchSpec = Extract<ProbeSpec, { kind: "elasticsearch" }>;

export type ElasticsearchAnswer =
  | { readonly status: string; readonly version: string; readonly indexExists: boolean }
  | { readonly error: unknown };

/** Asks for the cluster's health, its version and the visibility index. The only import of the client. */
export async function askElasticsearch(spec: ElasticsearchSpec, timeoutMs: number): Promise<ElasticsearchAnswer> {
  const client = new Client({ node: spec.url, requestTimeout: timeoutMs, maxRetries: 0 });
  let version = "";
  // Before its first request the client asks who is there, by itself, and the answer has the version.
  client.on("response", (_, { body }: { readonly body?: { readonly version?: { readonly number?: string } } }) => {
    version ||= body?.version?.number ?? "";
  });
  try {
    const [health, index] = await Promise.all([
      client.cluster.health<{ status: string }>({ timeout: `${String(timeoutMs)}ms` }),
      client.indices.exists({ index: spec.index }),
    ]);
    return { status: health.body.status, version, indexExists: index.body };
  } catch (error) {
    return { error };
  } finally {
    void client.close();
  }
}

/** Yellow is healthy here: a single node cannot place replicas. */
export function interpretElasticsearch(answer: ElasticsearchAnswer, spec: ElasticsearchSpec): ProbeOutcome {
  if ("error" in answer) return interpretFailure(answer.error, spec);
  const { status, version, indexExists } = answer;
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
      message: `The visibility index "${spec.index}" does not exist.`,
      hint: "temporal-start start",
    };
  }
  return { ok: true, summary: `${status} · index ${spec.index} · ${version}`, facts: { status, version } };
}

function interpretFailure(error: unknown, spec: ElasticsearchSpec): ProbeOutcome {
  const message = causeMessage(error);
  const { name, statusCode } = error as { name?: unknown; statusCode?: unknown };
  if (name === "TimeoutError") return { ok: false, fault: "timeout", message: `No answer from ${spec.url}.` };
  if (/ECONNREFUSED/.test(message)) {
    return { ok: false, fault: "refused", message: `Nothing listens on ${new URL(spec.url).host}.` };
  }
  if (/ECONNRESET|socket hang up|other side closed/i.test(message) || statusCode === 503) {
    return { ok: false, fault: "starting", message: "Elasticsearch is starting up or shutting down." };
  }
  return { ok: false, fault: "unexpected", message };
}
