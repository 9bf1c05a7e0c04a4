import { exitCodes } from "../errors.ts";
import { stopCluster } from "../stack/stop-cluster.ts";
import type { CommandDefinition } from "./command.ts";

export const stop: CommandDefinition = {
  name: "stop",
  summary: "Stop all containers; containers, logs and data stay",
  examples: [{ command: "temporal-start stop", explains: "stop the cluster; `temporal-start start` continues it" }],
  async run(_input, context) {
    const startedMs = context.clock.now();
    const { values } = await context.settings();
    const stopped = await stopCluster(await context.engine(), values.TEMPORAL_INSTANCE);
    const seconds = stopped.length === 0 ? 0 : (context.clock.now() - startedMs) / 1000;
    const text =
      stopped.length === 0
        ? "Nothing was running.\n"
        : `Stopped ${String(stopped.length)} containers in ${seconds.toFixed(1)} s. Data is kept.\n`;
    return { exitCode: exitCodes.ok, data: { stopped, seconds }, text };
  },
};
