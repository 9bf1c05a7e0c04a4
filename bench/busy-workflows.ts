import { sleep } from "@temporalio/workflow";

/** Keeps the server writing: each step is a timer, an event and a workflow task. */
export async function busy(steps: number): Promise<void> {
  for (let step = 0; step < steps; step += 1) await sleep(250);
}
