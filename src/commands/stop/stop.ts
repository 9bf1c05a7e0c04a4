import { exitCodes } from "../../errors.ts";
import { stopCluster } from "../../start/stop-cluster.ts";
import type { Needs } from "../command.ts";
import { defineCommand } from "../define-command.ts";
import { type HoldNeeds, holdCluster } from "../shared/hold-cluster.ts";
import { lockTimeoutFlag, readWaitTimeoutMs } from "../shared/wait-timeout.ts";
import { warnUnknownInstance } from "../shared/warn-unknown-instance.ts";

export const stop = defineCommand({
  name: "stop",
  summary: "Stop all containers; containers, logs and data stay",
  flags: { waitTimeout: lockTimeoutFlag },
  examples: [{ command: "temporal-start stop", explains: "stop the cluster; `temporal-start start` continues it" }],
  async run(input, context: HoldNeeds & Needs<"backend">) {
    const waitTimeoutMs = readWaitTimeoutMs(input.flags.waitTimeout);
    const { topology } = await context.settings();
    return holdCluster(context, { command: "stop", waitTimeoutMs }, async ({ onInterruptionSay }) => {
      const startedMs = context.clock.now();
      onInterruptionSay("Containers that were told to stop go on stopping; the others run.");
      const stopped = await stopCluster({ engine: await context.engine(), backend: await context.backend() }, topology);
      if (stopped.length === 0) await warnUnknownInstance(context, topology.instance);
      const seconds = stopped.length === 0 ? 0 : (context.clock.now() - startedMs) / 1000;
      const text =
        stopped.length === 0
          ? "Nothing was running.\n"
          : `Stopped ${String(stopped.length)} containers in ${seconds.toFixed(1)} s. Data is kept.\n`;
      return { exitCode: exitCodes.ok, data: { stopped, seconds }, text };
    });
  },
});
