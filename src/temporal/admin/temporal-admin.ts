import { Connection } from "@temporalio/client/lib/connection.js";
import { defined } from "../../defined.ts";
import { TemporalStartError } from "../../errors.ts";
import type { ClientIdentity } from "../../interfaces/certificates.ts";
import type { NamespaceFacts, ServerCheck, TemporalAdmin } from "../../interfaces/temporal.ts";
import { runCanary } from "./canary.ts";
import { checkServer, isServing } from "./check-server.ts";
import { explainGrpc, statusOf } from "./grpc-errors.ts";
import { takeOpenTasks } from "./open-workflows.ts";
import { retryAnswers } from "./retry-answers.ts";
import { callable } from "./temporal-calls.ts";
import { toNamespaceFacts } from "./temporal-namespace.ts";
import { toSearchAttributes, typeNumbers } from "./temporal-search-attributes.ts";

/** Deadline of one administrative call; deleting a namespace runs a workflow on the server. */
const callTimeoutMs = 15_000;
const namespacePageSize = 1_000;
/** Left alone, gRPC sends calls to this machine through the proxy of http_proxy, and waits a second and more before it dials again a server that was not up yet. */
const channelArgs = {
  "grpc.enable_http_proxy": 0,
  "grpc.initial_reconnect_backoff_ms": 100,
  "grpc.min_reconnect_backoff_ms": 100,
  "grpc.max_reconnect_backoff_ms": 200,
};

type Tls = NonNullable<NonNullable<Parameters<typeof Connection.lazy>[0]>["tls"]>;
const tlsOf = ({ authority, certificate, key, serverName }: ClientIdentity): Tls => ({
  serverNameOverride: serverName,
  serverRootCACertificate: Buffer.from(authority),
  clientCertPair: { crt: Buffer.from(certificate), key: Buffer.from(key) },
});

const metadataOf = ({ token }: ClientIdentity): { readonly metadata?: Readonly<Record<string, string>> } =>
  token === undefined ? {} : { metadata: { authorization: `Bearer ${token}` } };

/** Temporal's API at one address (`host:port`). @param identity where the server asks for one; without it in plain text */
export function createTemporalAdmin(address: string, identity?: ClientIdentity): TemporalAdmin {
  const shown = identity === undefined ? {} : { tls: tlsOf(identity), ...metadataOf(identity) };
  const connection = Connection.lazy({ address, channelArgs, interceptors: [], ...shown });
  const services = callable(connection);
  const { workflowService, operatorService } = services;
  const within = <Answer>(timeoutMs: number, call: () => Promise<Answer>): Promise<Answer> =>
    connection.withDeadline(Date.now() + timeoutMs, call);
  const call = async <Answer>(request: () => Promise<Answer>): Promise<Answer> => {
    try {
      return await retryAnswers(() => within(callTimeoutMs, request), callTimeoutMs);
    } catch (error) {
      throw explainGrpc(error, address);
    }
  };

  const listNamespaces = async (): Promise<NamespaceFacts[]> => {
    const found: NamespaceFacts[] = [];
    let nextPageToken: Uint8Array | undefined;
    do {
      const page = await workflowService.listNamespaces({ pageSize: namespacePageSize, ...defined({ nextPageToken }) });
      found.push(...page.namespaces.map(toNamespaceFacts));
      nextPageToken = page.nextPageToken;
    } while (nextPageToken.length > 0);
    return found;
  };
  // Not by its name: a server that is asked for a namespace it does not have takes it for missing for a second.
  const findNamespace = async (name: string): Promise<NamespaceFacts | undefined> =>
    (await listNamespaces()).find((namespace) => namespace.name === name);

  const findHistoryShards = async (): Promise<number | undefined> => {
    try {
      const { historyShardCount } = await workflowService.getClusterInfo({});
      return historyShardCount > 0 ? historyShardCount : undefined;
    } catch {
      return undefined;
    }
  };

  return {
    async check(namespace, timeoutMs, inOneGo = false): Promise<ServerCheck> {
      try {
        const asked = { namespace, inOneGo, findNamespace, findHistoryShards, within };
        return await within(timeoutMs, () => checkServer(services, asked));
      } catch (error) {
        return { serving: false, ...statusOf(error) };
      }
    },

    async missingForReady(namespace, timeoutMs) {
      const conditions: readonly (readonly [string, () => Promise<boolean>])[] = [
        ["gRPC health", () => isServing(services)],
        ["namespace", () => answers(workflowService.describeNamespace({ namespace }))],
        ["search attributes", () => answers(operatorService.listSearchAttributes({ namespace }))],
        ["workflow list", () => answers(workflowService.listWorkflowExecutions({ namespace, pageSize: 1 }))],
        ["system worker", async () => hasPoller(await workflowService.describeTaskQueue(systemTaskQueue))],
      ];
      const met = await Promise.all(conditions.map(([, holds]) => within(timeoutMs, holds).catch(() => false)));
      return conditions.filter((_, index) => met[index] !== true).map(([name]) => name);
    },

    async isUsable(namespace, timeoutMs) {
      try {
        // Of all questions about one namespace this is the cheapest; frontend and matching both look the name up for it.
        const question = { namespace, taskQueue: { name: namespace } };
        return await within(timeoutMs, () => answers(workflowService.listTaskQueuePartitions(question)));
      } catch (error) {
        if (["NOT_FOUND", "DEADLINE_EXCEEDED"].includes(statusOf(error).code)) return false;
        throw explainGrpc(error, address);
      }
    },

    historyShards: (timeoutMs) => within(timeoutMs, findHistoryShards),

    async namespaces() {
      return (await call(listNamespaces)).sort((left, right) => left.name.localeCompare(right.name));
    },

    namespace: (name) => call(() => findNamespace(name)),

    async registerNamespace({ name, retentionSeconds, description, ownerEmail }) {
      const request = {
        namespace: name,
        description: description ?? "",
        ownerEmail: ownerEmail ?? "",
        workflowExecutionRetentionPeriod: { seconds: retentionSeconds as never },
      };
      await call(() => workflowService.registerNamespace(request));
    },

    async updateNamespace({ name, retentionSeconds, description, ownerEmail }) {
      const request = {
        namespace: name,
        updateInfo: {
          ...defined({ description, ownerEmail }),
        },
        ...(retentionSeconds === undefined
          ? {}
          : { config: { workflowExecutionRetentionTtl: { seconds: retentionSeconds as never } } }),
      };
      await call(() => workflowService.updateNamespace(request));
    },

    async deleteNamespace(name) {
      await call(() => operatorService.deleteNamespace({ namespace: name }));
    },

    async searchAttributes(namespace) {
      return toSearchAttributes(await call(() => operatorService.listSearchAttributes({ namespace })));
    },

    async addSearchAttributes(namespace, types) {
      await call(() => operatorService.addSearchAttributes({ namespace, searchAttributes: typeNumbers(types) }));
    },

    async removeSearchAttributes(namespace, names) {
      await call(() => operatorService.removeSearchAttributes({ namespace, searchAttributes: [...names] }));
    },

    async runCanary(namespace, timeoutMs) {
      const until = Date.now() + timeoutMs;
      try {
        await within(2 * timeoutMs, () => runCanary(workflowService, namespace, until, within));
      } catch (error) {
        throw error instanceof TemporalStartError ? error : explainGrpc(error, address);
      }
    },

    async takeOpenTasks(namespace, most, timeoutMs) {
      const until = Date.now() + timeoutMs;
      try {
        return await within(2 * timeoutMs, () => takeOpenTasks(workflowService, namespace, { most, until }, within));
      } catch (error) {
        throw error instanceof TemporalStartError ? error : explainGrpc(error, address);
      }
    },

    close: () => connection.close(),
  };
}

const systemTaskQueue = {
  namespace: "temporal-system",
  taskQueue: { name: "default-worker-tq" },
  // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- the client does not export the enum; 1 is a queue of workflow tasks
  taskQueueType: 1,
} as Parameters<Connection["workflowService"]["describeTaskQueue"]>[0];

function hasPoller({ pollers }: { readonly pollers?: readonly unknown[] | null }): boolean {
  return (pollers?.length ?? 0) > 0;
}

async function answers(request: Promise<unknown>): Promise<boolean> {
  await request;
  return true;
}
