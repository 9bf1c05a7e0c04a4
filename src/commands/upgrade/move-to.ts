import type { Release } from "../../cluster/versions.ts";
import { causeMessage } from "../../errors.ts";
import type { Needs } from "../command.ts";
import { chooseRelease } from "../shared/release-images.ts";
import { runCanary } from "../shared/run-canary.ts";
import { bringAllUp } from "../start/bring-all-up.ts";
import type { BringUpNeeds } from "../start/bring-up.ts";
import { type VersionNeeds, withRecord } from "./data-version.ts";

export type MoveNeeds = BringUpNeeds & VersionNeeds & Needs<"choose" | "settings">;

export interface Move {
  readonly from: string;
  readonly to: string;
  /** The release that is to run: that of either. */
  readonly release: Release;
  readonly waitTimeoutMs: number;
}

/**
 * Brings up the cluster on the same data with another version, and runs a workflow in it. The database says that this is
 * under way until `recordDone` says that it is done, so that the server of either version may start and no other.
 * @returns seconds from the first change until it was ready
 */
export async function moveTo(context: MoveNeeds, { from, to, release, waitTimeoutMs }: Move): Promise<number> {
  await withRecord(context, async (database) => {
    const record = await database.serverRecord();
    await database.recordServer({ ...record, underWay: { from, to } });
  });
  await chooseRelease(context, release, false);
  const { seconds } = await bringAllUp(context, {
    waitTimeoutMs,
    startedMs: context.clock.now(),
    moves: ["server"],
  });
  await runCanary(context);
  return seconds;
}

/** What has run a workflow is what the instance has from now on. */
export async function recordDone(context: MoveNeeds, release: Release, before: string | undefined): Promise<void> {
  await chooseRelease(context, release, true).catch((error: unknown) => {
    context.reporter.warn(
      `The version cannot be kept for the instance: ${causeMessage(error)}. The next start asks the data.`,
    );
  });
  const { version } = release;
  await withRecord(context, (database) =>
    database.recordServer(before === undefined ? { version } : { version, before }),
  );
}
