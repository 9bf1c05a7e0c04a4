import { instanceLabel } from "../../cluster/settings/instance.ts";
import { volumeNames } from "../../cluster/topology.ts";
import { exitCodes, TemporalStartError } from "../../errors.ts";
import type { ContainerEngine } from "../../interfaces/engine.ts";
import { volumesWithData } from "../../observe/volumes-with-data.ts";
import { removeCluster } from "../../start/remove-cluster.ts";
import type { Needs } from "../command.ts";
import { defineCommand } from "../define-command.ts";
import { requireConfirmation } from "../shared/confirmation.ts";
import { type HoldNeeds, holdCluster } from "../shared/hold-cluster.ts";
import { requireContainersGone } from "../shared/require-gone.ts";
import { lockTimeoutFlag, readWaitTimeoutMs } from "../shared/wait-timeout.ts";
import { warnUnknownInstance } from "../shared/warn-unknown-instance.ts";

export const reset = defineCommand({
  name: "reset",
  summary: "Remove containers, network and all data, after confirmation",
  flags: { yes: { flag: "--yes", summary: "do not ask" }, waitTimeout: lockTimeoutFlag },
  examples: [{ command: "temporal-start reset --yes", explains: "delete the cluster with its data" }],
  async run(input, context: HoldNeeds & Needs<"backend" | "confirm" | "forgetPorts" | "isInteractive">) {
    const waitTimeoutMs = readWaitTimeoutMs(input.flags.waitTimeout);
    const { topology } = await context.settings();
    // Who was asked for less has not said yes to all that is deleted.
    const isAsked = !input.flags.yes && context.isInteractive();
    const asked = isAsked ? await volumesWithData(await context.engine(), topology) : [];
    const named = [...new Set([...volumeNames(topology), ...asked])];
    const listed = named.join(" and ");
    await requireConfirmation(context, input.flags.yes, {
      question: `Delete all workflows and namespaces in ${listed}?`,
      deed: `delete all containers, and all workflows and namespaces in the volumes ${listed}`,
      command: "temporal-start reset --yes",
    });
    return holdCluster(context, { command: "reset", waitTimeoutMs }, async ({ onInterruptionSay }) => {
      const engine = await context.engine();
      const backend = await context.backend();
      const found = await volumesWithData(engine, topology);
      const removedVolumes = found.filter((name) => !isAsked || named.includes(name));
      onInterruptionSay("Some of the cluster may be left; the next reset removes it.");
      const warn = (text: string): void => {
        context.reporter.warn(text);
      };
      const hadContainers = await removeCluster({ engine, backend }, topology, removedVolumes, {
        onNote: warn,
        signal: context.signal,
      }).catch(
        // What is left of the data says more than the first refusal.
        async (error: unknown) => {
          await requireGone(engine, removedVolumes, error);
          throw error;
        },
      );
      await requireContainersGone(engine, topology);
      await requireGone(engine, removedVolumes);
      await context.forgetPorts();
      const wasThere = hadContainers || removedVolumes.length > 0;
      if (!wasThere) await warnUnknownInstance(context, topology.instance);
      return {
        exitCode: exitCodes.ok,
        data: { removedVolumes },
        text: wasThere
          ? `Removed ${["containers", "network", ...removedVolumes].join(", ")}.\n`
          : `There was nothing of instance ${instanceLabel(topology.instance)} to remove.\n`,
      };
    });
  },
});

/** Where the containers are gone and a volume is not, another container uses it. */
async function requireGone(engine: ContainerEngine, volumes: readonly string[], cause?: unknown): Promise<void> {
  if (cause !== undefined && !(cause instanceof TemporalStartError && cause.facts.code === "ENGINE_FAILED")) return;
  const left = (await engine.volumes(volumes)).map(({ name }) => name);
  if (left.length === 0) return;
  throw new TemporalStartError({
    code: "RESET_INCOMPLETE",
    category: "engine",
    message: `The containers are removed, but ${left.join(" and ")} still holds its data: another container uses it.`,
    hint: `docker ps --all --filter volume=${left[0] ?? ""} shows which; remove it and repeat the command.`,
  });
}
