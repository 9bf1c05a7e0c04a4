import {
  ApplicationFailure,
  condition,
  continueAsNew,
  defineSignal,
  executeChild,
  proxyActivities,
  setHandler,
  sleep,
  upsertSearchAttributes,
} from "@temporalio/workflow";
import type { Activities } from "../support/activities.ts";

/** Tells a waiting order who approved it. */
export const approve = defineSignal<[approver: string]>("approve");

export async function greet(name: string): Promise<string> {
  await sleep("10ms");
  return `Hello, ${name}`;
}

/** Waits as long as it takes for its approval. */
export async function approvedOrder(order: string): Promise<string> {
  let approver: string | undefined;
  setHandler(approve, (name) => {
    approver = name;
  });
  await condition(() => approver !== undefined);
  return `${order} approved by ${approver ?? ""}`;
}

/** Its child waits for its approval as long as it takes. */
export async function parentOrder(order: string): Promise<string> {
  return executeChild(approvedOrder, { args: [order], workflowId: `${order}-child` });
}

/** Waits, and says so. */
export async function later(seconds: number): Promise<string> {
  await sleep(seconds * 1_000);
  return "later";
}

export async function continued(times: number): Promise<string> {
  if (times > 0) await continueAsNew<typeof continued>(times - 1);
  return "continued";
}

export function refused(): Promise<never> {
  return Promise.reject(ApplicationFailure.nonRetryable("No."));
}

/** Changes an attribute that it was started with. */
export async function relabelled(label: string): Promise<void> {
  await sleep("10ms");
  upsertSearchAttributes({ Kind: [label] });
}

const { beat } = proxyActivities<Activities>({ startToCloseTimeout: "1h", heartbeatTimeout: "20s" });

/** Runs an activity that beats until it has counted so far. */
export async function beating(upTo: number): Promise<number> {
  return beat(upTo);
}
