import { randomUUID } from "node:crypto";
import type { OpenTasks } from "../../interfaces/temporal.ts";
import { statusOf } from "./grpc-errors.ts";
import { identity, pollTask, type Within, type WorkflowService } from "./poll-task.ts";

const signalName = "temporal-start-rehearsal";

interface Open {
  readonly workflowId: string;
  readonly runId: string;
  readonly taskQueue: string;
}

/**
 * Signals open workflows and takes the task of each as a worker would, with its whole history; what the tasks ask for is left
 * undone. Only for a copy of the data: the signals stay in the histories.
 * @param most so many of the namespace, the newest first
 * @param until milliseconds since the epoch
 * @returns how many took a signal, and how many of them handed out their task: one whose task is with a worker that is not
 * there, or in a long queue, may not in time
 * @throws an error of gRPC where the server cannot read or go on with one
 */
export async function takeOpenTasks(
  service: WorkflowService,
  namespace: string,
  { most, until }: { readonly most: number; readonly until: number },
  within: Within,
): Promise<OpenTasks> {
  const open = await openWorkflows(service, namespace, most);
  const waiting = new Map<string, Open>();
  for (const one of open) if (await isSignalled(service, namespace, one)) waiting.set(one.runId, one);
  const signalled = waiting.size;
  while (waiting.size > 0 && Date.now() < until) {
    const [next] = waiting.values();
    const runId = await runOfNextTask(service, namespace, next?.taskQueue ?? "", within);
    if (runId !== undefined) waiting.delete(runId);
    // Another may have more luck.
    else if (next !== undefined) {
      waiting.delete(next.runId);
      waiting.set(next.runId, next);
    }
  }
  return { signalled, handedOut: signalled - waiting.size };
}

async function openWorkflows(service: WorkflowService, namespace: string, most: number): Promise<readonly Open[]> {
  const query = "ExecutionStatus = 'Running'";
  const { executions } = await service.listWorkflowExecutions({ namespace, query, pageSize: most });
  return executions.flatMap(({ execution, taskQueue, executionTime }) => {
    const { workflowId, runId } = execution ?? {};
    // One that is to begin later, as a cron workflow between two runs, takes no task until then.
    const isLater = Number(executionTime?.seconds ?? 0) > Date.now() / 1000;
    if (isLater || workflowId == null || runId == null || taskQueue == null) return [];
    return [{ workflowId, runId, taskQueue }];
  });
}

/** One that has closed meanwhile takes none. */
async function isSignalled(service: WorkflowService, namespace: string, { workflowId, runId }: Open): Promise<boolean> {
  try {
    const workflowExecution = { workflowId, runId };
    await service.signalWorkflowExecution({
      namespace,
      workflowExecution,
      signalName,
      identity,
      requestId: randomUUID(),
    });
    return true;
  } catch (error) {
    if (statusOf(error).code === "NOT_FOUND") return false;
    throw error;
  }
}

/** Undefined where none came in time, or not with its history. */
async function runOfNextTask(
  service: WorkflowService,
  namespace: string,
  name: string,
  within: Within,
): Promise<string | undefined> {
  const task = await pollTask(service, namespace, name, within);
  return (task?.history?.events?.length ?? 0) > 0 ? (task?.workflowExecution?.runId ?? undefined) : undefined;
}
