import { expect, test } from "vitest";
import { takeOpenTasks } from "../../../src/temporal/admin/open-workflows.ts";

type Service = Parameters<typeof takeOpenTasks>[0];

const later = Math.floor(Date.now() / 1000) + 3_600;
const refusal = (code: number): Error => Object.assign(new Error("refused"), { code, details: "refused" });
const [notFound, internal] = [5, 13];

interface Open {
  readonly id: string;
  readonly startsLater?: boolean;
  /** What a signal to it ends with. */
  readonly refuses?: number;
  /** Whether its task comes with a history. */
  readonly isWhole?: boolean;
}

/** A server with these open workflows, each in a queue of its own, which hands out one task. */
function serviceWith(open: readonly Open[]): Service & { readonly signalled: string[] } {
  const signalled: string[] = [];
  const handedOut = new Set<string>();
  return {
    signalled,
    listWorkflowExecutions: () =>
      Promise.resolve({
        executions: open.map(({ id, startsLater = false }) => ({
          execution: { workflowId: id, runId: `run-${id}` },
          taskQueue: `queue-${id}`,
          executionTime: { seconds: startsLater ? later : 1 },
        })),
      }),
    signalWorkflowExecution({ workflowExecution: { workflowId } }: { workflowExecution: { workflowId: string } }) {
      const refuses = open.find(({ id }) => id === workflowId)?.refuses;
      if (refuses !== undefined) return Promise.reject(refusal(refuses));
      signalled.push(workflowId);
      return Promise.resolve({});
    },
    pollWorkflowTaskQueue({ taskQueue: { name } }: { taskQueue: { name: string } }) {
      const id = name.replace("queue-", "");
      const isThere = !handedOut.has(id) && open.find((one) => one.id === id)?.isWhole !== false;
      handedOut.add(id);
      return Promise.resolve({
        taskToken: isThere ? [1] : [],
        workflowExecution: { runId: `run-${id}` },
        history: { events: isThere ? [{}] : [] },
      });
    },
  } as unknown as Service & { readonly signalled: string[] };
}

const take = (service: Service, ms = 200) =>
  takeOpenTasks(service, "default", { most: 100, until: Date.now() + ms }, async (_, call) => {
    // The server holds a question for a while.
    await new Promise((resolve) => setTimeout(resolve, 5));
    return call();
  });

test("every open workflow is signalled, and its next task taken", async () => {
  const service = serviceWith([{ id: "a" }, { id: "b" }]);
  expect(await take(service)).toEqual({ signalled: 2, handedOut: 2 });
  expect(service.signalled).toEqual(["a", "b"]);
});

test("one that begins later is left alone, and one that has closed meanwhile is none", async () => {
  const service = serviceWith([{ id: "a", startsLater: true }, { id: "b", refuses: notFound }, { id: "c" }]);
  expect(await take(service)).toEqual({ signalled: 1, handedOut: 1 });
});

test("one whose task does not come in time does not keep the others from being taken", async () => {
  const service = serviceWith([{ id: "a", isWhole: false }, { id: "b" }]);
  expect(await take(service)).toEqual({ signalled: 2, handedOut: 1 });
});

test("a server that cannot take a signal is an error", async () => {
  await expect(take(serviceWith([{ id: "a", refuses: internal }]))).rejects.toThrow("refused");
});
