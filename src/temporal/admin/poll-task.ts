import type { Connection } from "@temporalio/client/lib/connection.js";
import { statusOf } from "./grpc-errors.ts";
import type { Callable } from "./temporal-calls.ts";

export type WorkflowService = Callable<Connection>["workflowService"];
export type Within = <Answer>(timeoutMs: number, call: () => Promise<Answer>) => Promise<Answer>;
type Task = Awaited<ReturnType<WorkflowService["pollWorkflowTaskQueue"]>>;

/** What this program calls itself where a worker or a client does. */
export const identity = "temporal-start";
/** A question that nobody answers in time is asked again; the server refuses less than two seconds. */
const pollMs = 5_000;

/** Asks for a workflow task as a worker does; undefined where none came in time. */
export async function pollTask(
  service: WorkflowService,
  namespace: string,
  name: string,
  within: Within,
): Promise<Task | undefined> {
  try {
    const poll = () => service.pollWorkflowTaskQueue({ namespace, taskQueue: { name }, identity });
    const task = await within(pollMs, poll);
    return task.taskToken.length > 0 ? task : undefined;
  } catch (error) {
    if (statusOf(error).code !== "DEADLINE_EXCEEDED") throw error;
    return undefined;
  }
}
