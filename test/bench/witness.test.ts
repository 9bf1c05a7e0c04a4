import { type WorkflowClient, WorkflowExecutionAlreadyStartedError } from "@temporalio/client";
import { expect, test } from "vitest";
import { startWitness } from "../../bench/soak/witness.ts";

type Workflows = Parameters<typeof startWitness>[0];

const workflowsThat = (start: () => Promise<unknown>): Workflows => ({
  start: start as WorkflowClient["start"],
  getHandle: (() => ({ describe: async () => ({ runId: "the first" }) })) as unknown as WorkflowClient["getHandle"],
});

test("a witness that an attempt without an answer has started is the witness", async () => {
  const workflows = workflowsThat(async () => {
    throw new WorkflowExecutionAlreadyStartedError("already started", "soak-witness", "witness");
  });
  expect(await startWitness(workflows)).toBe("the first");
});

test("a witness that is started now is known by its run", async () => {
  expect(await startWitness(workflowsThat(async () => ({ firstExecutionRunId: "new" })))).toBe("new");
});

test("another failure is left to whoever tries again", async () => {
  const workflows = workflowsThat(() => Promise.reject(new Error("unavailable")));
  await expect(startWitness(workflows)).rejects.toThrow("unavailable");
});
