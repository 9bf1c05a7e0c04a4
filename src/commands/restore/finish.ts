import { programFor } from "../../cluster/settings/instance.ts";
import { exitCodes } from "../../errors.ts";
import { restoreUnderWay, swapData } from "../../restore/restore-data.ts";
import { defineCommand } from "../define-command.ts";
import { type HoldNeeds, holdCluster } from "../shared/hold-cluster.ts";
import { followData, postgresOfData } from "../shared/postgres-images.ts";
import { readWaitTimeoutMs, waitTimeoutFlag } from "../shared/wait-timeout.ts";
import { isListed, renderRebuilt } from "../visibility/render-comparison.ts";
import { dataPlace } from "./data-place.ts";
import { filledIndex } from "./index-after.ts";
import { bringBack, type PutNeeds } from "./put-in-place.ts";
import { stopForSwap } from "./stop-for-swap.ts";

export const finish = defineCommand({
  name: "finish",
  summary: "End a restore that was cut short while its data was put in place",
  description:
    "Where a restore was killed while old and new data changed places, puts the rest of the new data in place, starts the cluster and makes the visibility index anew. Where none was, it changes nothing.",
  flags: { waitTimeout: waitTimeoutFlag },
  examples: [{ command: "temporal-start restore finish", explains: "after a power cut" }],
  async run(input, context: HoldNeeds & PutNeeds) {
    const waitTimeoutMs = readWaitTimeoutMs(input.flags.waitTimeout);
    const startedMs = context.clock.now();
    return holdCluster(context, { command: "restore finish", waitTimeoutMs }, async ({ onInterruptionSay }) => {
      const { topology } = await context.settings();
      const backend = await context.backend();
      const place = dataPlace(topology, backend);
      const id = await restoreUnderWay(place);
      if (id === undefined)
        return {
          exitCode: exitCodes.ok,
          data: { finished: false },
          text: `${nothingToFinish(programFor(topology.instance))}\n`,
        };
      onInterruptionSay("temporal-start restore finish goes on.");
      await stopForSwap(context, place.unit, true);
      await swapData(place, id);
      await followData(context, await postgresOfData(context), true);
      const options = { waitTimeoutMs, startedMs, onInterruptionSay };
      const rebuilt = await bringBack(context, id, options, filledIndex());
      const seconds = (context.clock.now() - startedMs) / 1000;
      const { comparison } = rebuilt;
      return {
        exitCode: isListed(rebuilt) ? exitCodes.ok : exitCodes.degraded,
        data: { finished: true, seconds, comparison },
        text: `The restored data is in place after ${seconds.toFixed(1)} s.\n${renderRebuilt(rebuilt)}`,
      };
    });
  },
});

function nothingToFinish(program: string): string {
  return [
    "No restore was cut short in the middle: the data of before is in place, or the new, and whole.",
    `Where the cluster does not run: ${program} start. Where status then says that the index lacks workflows: ${program} visibility rebuild`,
  ].join("\n");
}
