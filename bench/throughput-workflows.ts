import { proxyActivities } from "@temporalio/workflow";
import type { Activities } from "./throughput-worker.ts";

const { greet } = proxyActivities<Activities>({ startToCloseTimeout: "30s" });

/** One activity and its result. */
export function greeting(name: string): Promise<string> {
  return greet(name);
}
