import { exitCodes } from "../../errors.ts";
import { removeLeftData, restoreUnderWay } from "../../restore/restore-data.ts";
import { formatBytes } from "../backup/format-bytes.ts";
import type { Needs } from "../command.ts";
import { defineCommand } from "../define-command.ts";
import { requireConfirmation } from "../shared/confirmation.ts";
import { type HoldNeeds, holdCluster } from "../shared/hold-cluster.ts";
import { lockTimeoutFlag, readWaitTimeoutMs } from "../shared/wait-timeout.ts";
import { dataPlace, halfInPlace } from "./data-place.ts";

export const cleanup = defineCommand({
  name: "cleanup",
  summary: "Remove what restores have left beside the data, after confirmation",
  description:
    "Removes the data that was in place before a restore, and what a restore that was cut short has unpacked. The data in place, and backups, stay.",
  flags: { yes: { flag: "--yes", summary: "do not ask" }, waitTimeout: lockTimeoutFlag },
  examples: [{ command: "temporal-start restore cleanup", explains: "when the restored data has proved itself" }],
  async run(input, context: HoldNeeds & Needs<"backend" | "confirm" | "isInteractive">) {
    const waitTimeoutMs = readWaitTimeoutMs(input.flags.waitTimeout);
    const { topology } = await context.settings();
    const place = dataPlace(topology, await context.backend());
    await requireConfirmation(context, input.flags.yes, {
      question: `Remove what was there before a restore from ${place.shown}?`,
      deed: `remove what was there before a restore from ${place.shown}`,
      command: "temporal-start restore cleanup --yes",
    });
    return holdCluster(context, { command: "restore cleanup", waitTimeoutMs }, async () => {
      if ((await restoreUnderWay(place)) !== undefined) throw halfInPlace();
      const bytes = await removeLeftData(place);
      const text = bytes === 0 ? "No restore has left anything.\n" : `Removed ${formatBytes(bytes)} beside the data.\n`;
      return { exitCode: exitCodes.ok, data: { bytes }, text };
    });
  },
});
