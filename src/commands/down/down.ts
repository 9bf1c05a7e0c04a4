import { requireDockerSuccess } from "../../backends/compose/docker-failure.ts";
import { exitCodes } from "../../errors.ts";
import { sortedContainers } from "../../observe/own-containers.ts";
import type { CommandDefinition } from "../command.ts";
import { holdCluster } from "../shared/hold-cluster.ts";
import { requireContainersGone } from "../shared/require-gone.ts";
import { lockTimeoutFlag, readWaitTimeoutMs } from "../shared/wait-timeout.ts";

export const down: CommandDefinition = {
  name: "down",
  summary: "Remove containers and network; data stays in its volumes",
  flags: [lockTimeoutFlag],
  examples: [
    {
      command: "temporal-start down",
      explains: "remove everything but the data; `temporal-start start` continues with it",
    },
  ],
  async run(input, context) {
    const waitTimeoutMs = readWaitTimeoutMs(input);
    const { topology } = await context.settings();
    return holdCluster(context, { command: "down", waitTimeoutMs }, async ({ leaves }) => {
      const startedMs = context.clock.now();
      const { containers, leftovers } = await sortedContainers(await context.engine(), topology);
      const compose = await context.compose(new Map());
      leaves("Some containers may be left; the next down removes them, a start brings all back.");
      const result = await compose.run(["down"], { signal: context.signal });
      requireDockerSuccess("compose down", result);
      if (/still in use/i.test(result.stderr)) {
        context.reporter.warn("The network stays, because a container of another project is connected to it.");
      }
      await requireContainersGone(await context.engine(), topology);
      const seconds = (context.clock.now() - startedMs) / 1000;
      return {
        exitCode: exitCodes.ok,
        data: { seconds },
        text:
          containers.size + leftovers.length === 0
            ? "There were no containers. Data, where there is any, is kept.\n"
            : `Containers and network are removed after ${seconds.toFixed(1)} s. Data is kept.\n`,
      };
    });
  },
};
