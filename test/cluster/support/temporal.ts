import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client, Connection } from "@temporalio/client";
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from "@temporalio/worker";
import { inject } from "vitest";
import type { Cluster } from "./cluster.ts";
import { projectFolder } from "./program.ts";

export const taskQueue = "cluster-tests";

const quiet = new DefaultLogger("ERROR");

/** A client as a user's program has one; the caller closes its connection. */
export async function connectClient(cluster: Cluster, namespace = "default"): Promise<Client> {
  const connection = await Connection.connect({ address: `127.0.0.1:${String(cluster.port("temporal-server"))}` });
  return new Client({ connection, namespace });
}

/** Runs a real worker on the workflows of this folder until the work is done. */
export async function withWorker<Result>(
  cluster: Cluster,
  namespace: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const codePath = await workflowBundle();
  const connection = await NativeConnection.connect({
    address: `127.0.0.1:${String(cluster.port("temporal-server"))}`,
  });
  try {
    const worker = await Worker.create({ connection, namespace, taskQueue, workflowBundle: { codePath } });
    return await worker.runUntil(work());
  } finally {
    await connection.close();
  }
}

/** Made once a run: the bundler takes seconds. */
async function workflowBundle(): Promise<string> {
  Runtime.install({ logger: quiet });
  const codePath = join(inject("clusterRun").folder, "workflows.js");
  if (!existsSync(codePath)) {
    const workflowsPath = join(projectFolder, "test", "cluster", "workflows", "index.ts");
    const { code } = await bundleWorkflowCode({ workflowsPath, logger: quiet });
    writeFileSync(codePath, code);
  }
  return codePath;
}
