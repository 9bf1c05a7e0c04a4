import { exitCodes } from "../../errors.ts";
import { removeCluster } from "../../start/remove-cluster.ts";
import type { Needs } from "../command.ts";
import { defineCommand } from "../define-command.ts";
import { type HoldNeeds, holdCluster } from "../shared/hold-cluster.ts";
import { requireContainersGone } from "../shared/require-gone.ts";
import { requireNoArchive } from "../shared/require-no-archive.ts";
import { lockTimeoutFlag, readWaitTimeoutMs } from "../shared/wait-timeout.ts";
import { warnUnknownInstance } from "../shared/warn-unknown-instance.ts";

export const down = defineCommand({
  name: "down",
  summary: "Remove containers and network; data stays in its volumes",
  flags: { waitTimeout: lockTimeoutFlag },
  examples: [
    {
      command: "temporal-start down",
      explains: "remove everything but the data; `temporal-start start` continues with it",
    },
  ],
  async run(input, context: HoldNeeds & Needs<"backend">) {
    const waitTimeoutMs = readWaitTimeoutMs(input.flags.waitTimeout);
    const { topology } = await context.settings();
    return holdCluster(context, { command: "down", waitTimeoutMs }, async ({ onInterruptionSay }) => {
      const startedMs = context.clock.now();
      const engine = await context.engine();
      const backend = await context.backend();
      await requireNoArchive(engine, topology);
      onInterruptionSay("Some containers may be left; the next down removes them, a start brings all back.");
      const wasThere = await removeCluster({ engine, backend }, topology, [], {
        onNote: (text) => {
          context.reporter.warn(text);
        },
        signal: context.signal,
      });
      await requireContainersGone(engine, topology);
      if (!wasThere) await warnUnknownInstance(context, topology.instance);
      const seconds = (context.clock.now() - startedMs) / 1000;
      return {
        exitCode: exitCodes.ok,
        data: { seconds },
        text: wasThere
          ? `Containers and network are removed after ${seconds.toFixed(1)} s. Data is kept.\n`
          : "There were no containers. Data, where there is any, is kept.\n",
      };
    });
  },
});
