import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { TemporalStartError } from "../../errors.ts";
import { statusOf } from "./grpc-errors.ts";
import { identity, pollTask, type Within, type WorkflowService } from "./poll-task.ts";

/** What its one command does: COMMAND_TYPE_COMPLETE_WORKFLOW_EXECUTION of temporal.api.enums.v1.CommandType. */
const completes = 4;
const pauseMs = 200;

/**
 * Starts a workflow on a task queue of its own, takes its task as a worker would, completes it, waits until it is listed as
 * completed, and deletes it.
 * @param until milliseconds since the epoch
 * @throws TemporalStartError CANARY_FAILED where a step did not come to its end in time, or an error of gRPC
 */
export async function runCanary(
  service: WorkflowService,
  namespace: string,
  until: number,
  within: Within,
): Promise<void> {
  const workflowId = `temporal-start-canary-${randomUUID()}`;
  const taskQueue = { name: workflowId };
  const { runId } = await service.startWorkflowExecution({
    ...{ namespace, workflowId, taskQueue, identity },
    workflowType: { name: "temporal-start-canary" },
    requestId: randomUUID(),
    // One whose task nobody takes is not left open.
    workflowRunTimeout: { seconds: Math.max(1, Math.ceil((until - Date.now()) / 1000)) as never },
  });
  await untilDone(until, "no task of the canary workflow came to a worker", async () => {
    const task = await pollTask(service, namespace, workflowId, within);
    if (task === undefined) return false;
    const { taskToken } = task;
    const complete = { commandType: completes as never, completeWorkflowExecutionCommandAttributes: {} };
    await service.respondWorkflowTaskCompleted({ namespace, taskToken, identity, commands: [complete] });
    return true;
  });
  const query = `WorkflowId = '${workflowId}' AND ExecutionStatus = 'Completed'`;
  await untilDone(until, "the canary workflow was completed, and is not listed as completed", async () => {
    const { executions } = await service.listWorkflowExecutions({ namespace, query, pageSize: 1 });
    return executions.length > 0;
  });
  await service.deleteWorkflowExecution({ namespace, workflowExecution: { workflowId, runId } });
}

function failed(missing: string): TemporalStartError {
  return new TemporalStartError({
    code: "CANARY_FAILED",
    category: "service",
    message: `A workflow could be started, but ${missing}.`,
    hint: "temporal-start status",
  });
}

async function untilDone(until: number, missing: string, step: () => Promise<boolean>): Promise<void> {
  for (;;) {
    try {
      if (await step()) return;
    } catch (error) {
      if (statusOf(error).code !== "DEADLINE_EXCEEDED") throw error;
    }
    if (Date.now() >= until) throw failed(missing);
    await delay(pauseMs);
  }
}
