import { programFor } from "../../cluster/settings/instance.ts";
import { exitCodes } from "../../errors.ts";
import { requireKept, takeBackData } from "../../restore/restore-data.ts";
import { nothingKept } from "../../restore/run-script.ts";
import { backUpFirst, type FirstNeeds } from "../backup/back-up-first.ts";
import { formatCounts } from "../backup/format-counts.ts";
import type { Needs } from "../command.ts";
import { defineCommand } from "../define-command.ts";
import type { FlagDefinitions } from "../input.ts";
import { requireConfirmation } from "../shared/confirmation.ts";
import { withFlags } from "../shared/flag-words.ts";
import { type HoldNeeds, holdCluster } from "../shared/hold-cluster.ts";
import { readWaitTimeoutMs, waitTimeoutFlag } from "../shared/wait-timeout.ts";
import { isListed, renderRebuilt } from "../visibility/render-comparison.ts";
import { dataPlace } from "./data-place.ts";
import { newRestoreId } from "./from-backup.ts";
import { filledIndex } from "./index-after.ts";
import { makeContainers } from "./make-containers.ts";
import { type PutNeeds, putInPlace } from "./put-in-place.ts";

/** Of each command that puts data in the place of other data. */
export const replacingFlags = {
  yes: { flag: "--yes", summary: "do not ask before data is replaced" },
  backup: { flag: "--no-backup", summary: "do not back up the data that is replaced" },
  waitTimeout: waitTimeoutFlag,
} as const satisfies FlagDefinitions;

export const back = defineCommand({
  name: "back",
  summary: "Put the data that the last restore has replaced in place again, after confirmation",
  description:
    "Copies what the last restore has kept beside the data, recovers it, and lets the two change places as a restore does. The data that is in place is backed up first, and is kept as well. What was kept stays until `restore cleanup`.",
  flags: replacingFlags,
  examples: [{ command: "temporal-start restore back", explains: "when the restored data was the wrong one" }],
  async run({ flags }, context: FirstNeeds & HoldNeeds & PutNeeds & Needs<"confirm" | "isInteractive">) {
    const waitTimeoutMs = readWaitTimeoutMs(flags.waitTimeout);
    const { topology } = await context.settings();
    const here = dataPlace(topology, await context.backend());
    // To make a container for it would make the volume as well.
    if ((await (await context.engine()).volumes([here.shown])).length === 0) throw nothingKept(here.shown);
    const deed = `put the data from before the last restore in the place of what is in ${here.shown}`;
    await requireConfirmation(context, flags.yes, {
      question: `This will ${deed}. Go on?`,
      deed,
      command: withFlags("temporal-start restore back", replacingFlags, { ...flags, yes: true }),
    });
    const startedMs = context.clock.now();
    return holdCluster(context, { command: "restore back", waitTimeoutMs }, async ({ onInterruptionSay }) => {
      await makeContainers(context, here.unit, waitTimeoutMs, () => undefined);
      const major = await requireKept({ ...here, signal: context.signal });
      const kept = flags.backup
        ? await backUpFirst(
            context,
            "a way back",
            withFlags("temporal-start restore back", replacingFlags, { ...flags, backup: false }),
          )
        : undefined;
      const id = newRestoreId();
      const options = { waitTimeoutMs, startedMs, onInterruptionSay };
      const stage = (place: Parameters<typeof takeBackData>[0]): Promise<number> => takeBackData(place, id);
      const { counts, index: rebuilt } = await putInPlace(context, { id, major, stage }, options, filledIndex());
      const seconds = (context.clock.now() - startedMs) / 1000;
      const lines = [
        `The data from before the last restore is in place after ${seconds.toFixed(1)} s: ${formatCounts(counts)}.`,
        renderRebuilt(rebuilt).trimEnd(),
        ...(kept === undefined ? [] : [`The data that was there is backed up in ${kept}`]),
        `All of it is kept beside the new until: ${programFor(topology.instance)} restore cleanup`,
      ];
      return {
        exitCode: isListed(rebuilt) ? exitCodes.ok : exitCodes.degraded,
        data: { seconds, counts, comparison: rebuilt.comparison, backupOfBefore: kept ?? null },
        text: `${lines.join("\n")}\n`,
      };
    });
  },
});
