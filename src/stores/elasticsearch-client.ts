import { Client } from "@elastic/elasticsearch";

export type ElasticsearchClient = Client;

export function elasticsearchClient(url: string, timeoutMs: number): Client {
  return new Client({ node: url, requestTimeout: timeoutMs, maxRetries: 0 });
}
