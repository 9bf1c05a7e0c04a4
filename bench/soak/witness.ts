import { setTimeout as sleep } from "node:timers/promises";
import { Client, Connection, type WorkflowClient, WorkflowExecutionAlreadyStartedError } from "@temporalio/client";

/** A workflow that waits for signals, and what the server has acknowledged of it. */
export interface Witness {
  /** Sends one more signal. */
  touch(): Promise<void>;
  /** What is wrong with it; undefined when it runs and remembers every acknowledged signal. */
  complaint(): Promise<string | undefined>;
}

const workflowId = "soak-witness";
const signalName = "touched";
/** A server that has just started may be too slow for one question. */
const answerLimitMs = 20_000;
const pauseMs = 250;

/** Nobody works on it, so that it stays open; its history is what has to survive. */
export async function createWitness(port: number, signal: AbortSignal): Promise<Witness> {
  const withClient = async <Result>(work: (client: Client) => Promise<Result>): Promise<Result> => {
    const endMs = performance.now() + answerLimitMs;
    for (;;) {
      try {
        return await once(port, work);
      } catch (error) {
        if (performance.now() > endMs) throw error;
        await sleep(pauseMs, undefined, { signal });
      }
    }
  };
  const runId = await withClient((client) => startWitness(client.workflow));
  let acknowledged = 0;
  return {
    async touch() {
      // Once only: an attempt that failed may have arrived, and would count twice.
      await once(port, (client) => client.workflow.getHandle(workflowId, runId).signal(signalName, acknowledged));
      acknowledged += 1;
    },
    complaint: () =>
      withClient(async (client) => {
        const handle = client.workflow.getHandle(workflowId, runId);
        const { status } = await handle.describe();
        if (status.name !== "RUNNING") return `the workflow is ${status.name}`;
        const { events } = await handle.fetchHistory();
        const found = (events ?? []).filter((event) => event.workflowExecutionSignaledEventAttributes).length;
        if (found >= acknowledged) return undefined;
        return `${String(acknowledged)} signals were acknowledged, the history has ${String(found)}`;
      }),
  };
}

/**
 * The cluster is new, so that a workflow of this name is the one of an attempt whose answer did not arrive.
 * @returns the identifier of its run
 */
export async function startWitness(workflows: Pick<WorkflowClient, "start" | "getHandle">): Promise<string> {
  try {
    const options = { workflowId, taskQueue: "soak", workflowIdReusePolicy: "REJECT_DUPLICATE" } as const;
    return (await workflows.start("witness", options)).firstExecutionRunId;
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    return (await workflows.getHandle(workflowId).describe()).runId;
  }
}

async function once<Result>(port: number, work: (client: Client) => Promise<Result>): Promise<Result> {
  const connection = await Connection.connect({ address: `127.0.0.1:${String(port)}`, connectTimeout: 5_000 });
  try {
    return await connection.withDeadline(Date.now() + answerLimitMs, () => work(new Client({ connection })));
  } finally {
    await connection.close();
  }
}
