import { setTimeout as delay } from "node:timers/promises";
import type { Client } from "@temporalio/client";
import { expect } from "vitest";

const pauseMs = 100;
const deadlineMs = 2_000;
/** However soon the work is done, so many come before it. */
const startsBefore = 10;

export interface Steady {
  /** Ids of the workflows whose start was acknowledged. */
  readonly acknowledged: readonly string[];
  /** The longest time between two acknowledgements, seconds. */
  readonly longestGapSeconds: number;
}

/** Starts workflows one after the other, some before the work and then as long as it goes on, whether they are accepted or not. */
export async function withSteadyStarts<Result>(
  client: Client,
  queue: string,
  name: string,
  work: () => Promise<Result>,
): Promise<Steady & { readonly result: Result }> {
  const over = new AbortController();
  const acknowledged: string[] = [];
  let [lastMs, longestMs] = [Date.now(), 0];
  const starting = (async () => {
    for (let index = 0; !over.signal.aborted; index++) {
      const workflowId = `${name}-${String(index)}`;
      const start = (): Promise<unknown> =>
        client.workflow.start("greet", { taskQueue: queue, workflowId, args: ["you"] });
      // Without it the client tries again by itself, for half a minute.
      const isAccepted = await client.withDeadline(Date.now() + deadlineMs, start).then(
        () => true,
        () => false,
      );
      if (isAccepted) {
        acknowledged.push(workflowId);
        longestMs = Math.max(longestMs, Date.now() - lastMs);
        lastMs = Date.now();
      }
      await delay(pauseMs);
    }
  })();
  try {
    await expect.poll(() => acknowledged.length, { timeout: 30_000 }).toBeGreaterThanOrEqual(startsBefore);
    const result = await work();
    return { result, acknowledged, longestGapSeconds: Math.max(longestMs, Date.now() - lastMs) / 1000 };
  } finally {
    over.abort();
    await starting;
  }
}
