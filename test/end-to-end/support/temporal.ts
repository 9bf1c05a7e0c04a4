import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client, Connection } from "@temporalio/client";
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from "@temporalio/worker";
import { inject } from "vitest";
import { activities } from "./activities.ts";
import type { Cluster } from "./cluster.ts";
import { projectFolder } from "./program.ts";

export const taskQueue = "cluster-tests";

const quiet = new DefaultLogger("ERROR");

/** `INDEXED_VALUE_TYPE_KEYWORD` of Temporal's API. */
const keyword = 2;

/** A client as a user's program has one; the caller closes its connection. */
export async function connectClient(cluster: Cluster, namespace = "default"): Promise<Client> {
  return new Client({ connection: await Connection.connect({ address: addressOf(cluster) }), namespace });
}

/** Adds a custom search attribute, for all namespaces of the cluster. */
export async function addKeywordAttribute(cluster: Cluster, name: string): Promise<void> {
  const connection = await Connection.connect({ address: addressOf(cluster) });
  try {
    await connection.operatorService.addSearchAttributes({
      namespace: "default",
      searchAttributes: { [name]: keyword as never },
    });
  } finally {
    await connection.close();
  }
}

/** Runs a real worker on the workflows of this folder until the work is done. */
export async function withWorker<Result>(
  cluster: Cluster,
  namespace: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const codePath = await workflowBundle();
  const connection = await NativeConnection.connect({ address: addressOf(cluster) });
  try {
    const worker = await Worker.create({ connection, namespace, taskQueue, activities, workflowBundle: { codePath } });
    return await worker.runUntil(work());
  } finally {
    await connection.close();
  }
}

function addressOf(cluster: Cluster): string {
  return `127.0.0.1:${String(cluster.port("temporal-server"))}`;
}

/** Made once a run: the bundler takes seconds. */
async function workflowBundle(): Promise<string> {
  Runtime.install({ logger: quiet });
  const codePath = join(inject("clusterRun").folder, "workflows.js");
  if (!existsSync(codePath)) {
    const workflowsPath = join(projectFolder, "test", "end-to-end", "workflows", "index.ts");
    const { code } = await bundleWorkflowCode({ workflowsPath, logger: quiet });
    writeFileSync(codePath, code);
  }
  return codePath;
}
