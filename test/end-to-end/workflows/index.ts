import { condition, defineSignal, setHandler, sleep } from "@temporalio/workflow";

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
