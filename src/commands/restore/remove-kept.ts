import { exitCodes } from "../../errors.ts";
import { removeLeftData, requireNoneUnderWay } from "../../restore/restore-data.ts";
import { formatBytes } from "../backup/format-bytes.ts";
import type { CommandResult, Needs } from "../command.ts";
import type { FlagDefinitions, FlagValues } from "../input.ts";
import { requireConfirmation } from "../shared/confirmation.ts";
import { type HoldNeeds, holdCluster } from "../shared/hold-cluster.ts";
import { lockTimeoutFlag, readWaitTimeoutMs } from "../shared/wait-timeout.ts";
import { dataPlace } from "./data-place.ts";

export const removingFlags = {
  yes: { flag: "--yes", summary: "do not ask" },
  waitTimeout: lockTimeoutFlag,
} as const satisfies FlagDefinitions;

export type RemoveNeeds = HoldNeeds & Needs<"backend" | "confirm" | "isInteractive">;

/** @param command whose work it is: `restore cleanup` */
export async function removeKept(
  command: string,
  { flags }: { readonly flags: FlagValues<typeof removingFlags> },
  context: RemoveNeeds,
): Promise<CommandResult> {
  const waitTimeoutMs = readWaitTimeoutMs(flags.waitTimeout);
  const { topology } = await context.settings();
  const place = dataPlace(topology, await context.backend());
  const deed = `remove what is kept from before in ${place.shown}`;
  await requireConfirmation(context, flags.yes, {
    question: `This will ${deed}. Go on?`,
    deed,
    command: `temporal-start ${command} --yes`,
  });
  return holdCluster(context, { command, waitTimeoutMs }, async () => {
    await requireNoneUnderWay(place);
    const bytes = await removeLeftData(place);
    const text = bytes === 0 ? "Nothing is kept from before.\n" : `Removed ${formatBytes(bytes)} beside the data.\n`;
    return { exitCode: exitCodes.ok, data: { bytes }, text };
  });
}
