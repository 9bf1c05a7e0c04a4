import type { Client } from "@temporalio/client";
import { expect } from "vitest";
import type { Cluster } from "./cluster.ts";

interface UpgradeStatus {
  readonly version: string;
  readonly running: string | null;
  readonly underWay: { readonly from: string; readonly to: string } | null;
  readonly before: string | null;
}

export async function upgradeStatus(cluster: Cluster): Promise<UpgradeStatus> {
  const { data, error } = await cluster.json<UpgradeStatus>("upgrade", "status");
  if (error !== null) throw new Error(error.message);
  return data;
}

/** A schedule that a version of the server does not understand fails in silence. */
export async function expectTicking(client: Client, scheduleId: string): Promise<void> {
  const ticks = async (): Promise<number> =>
    (await client.schedule.getHandle(scheduleId).describe()).info.numActionsTaken;
  const before = await ticks();
  await expect.poll(ticks, { timeout: 30_000, interval: 500 }).toBeGreaterThan(before);
}
