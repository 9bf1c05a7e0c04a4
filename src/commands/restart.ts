import { exitCodes } from "../errors.ts";
import { longRunningServices } from "../services/index.ts";
import { bringUp, makePlan, requireUnblocked } from "./bring-up.ts";
import type { CommandDefinition } from "./command.ts";
import { listArgument } from "./flags.ts";
import { resolveServices } from "./resolve-services.ts";
import { requireSuccess, stopCluster } from "./stop.ts";
import { readWaitTimeoutMs, waitTimeoutFlag } from "./wait-timeout.ts";

export const restart: CommandDefinition = {
  name: "restart",
  summary: "Restart the cluster or single services, and return when all is ready",
  arguments: [
    {
      name: "services",
      summary: `services: ${longRunningServices.map(({ name }) => name).join(", ")}`,
      variadic: true,
    },
  ],
  flags: [waitTimeoutFlag],
  examples: [
    { command: "temporal-start restart", explains: "stop everything and start it again" },
    { command: "temporal-start restart temporal-web", explains: "restart the Web UI alone" },
  ],
  async run(input, context) {
    const waitTimeoutMs = readWaitTimeoutMs(input);
    const settings = await context.settings();
    const names = resolveServices(
      listArgument(input, "services"),
      settings.values.TEMPORAL_INSTANCE,
      longRunningServices,
    );
    const startedMs = context.clock.now();
    requireUnblocked(await makePlan(context, settings));
    if (names.length === 0) await stopCluster(context);
    else {
      const compose = await context.compose(new Map());
      requireSuccess("restart", await compose.run(["restart", "--no-deps", ...names]));
    }
    await bringUp(context, settings, await makePlan(context, settings), { wait: true, waitTimeoutMs });
    const seconds = (context.clock.now() - startedMs) / 1000;
    const what = names.length === 0 ? "The cluster" : names.join(", ");
    return {
      exitCode: exitCodes.ok,
      data: { services: names, seconds },
      text: `${what} restarted and ready after ${seconds.toFixed(1)} s.\n`,
    };
  },
};
