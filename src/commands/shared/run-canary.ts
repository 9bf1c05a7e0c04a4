import type { Needs } from "../command.ts";

/** A server that has just come up hands out its first task within a second or two. */
const canaryTimeoutMs = 30_000;

/** Runs a workflow to its end, and finds it listed. @throws TemporalStartError CANARY_FAILED */
export async function runCanary(context: Needs<"settings" | "temporal">): Promise<void> {
  const { values } = await context.settings();
  await (await context.temporal()).runCanary(values.TEMPORAL_NAMESPACE, canaryTimeoutMs);
}
