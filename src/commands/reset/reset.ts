import { instanceLabel, instanceName } from "../../cluster/settings/instance.ts";
import { ownUnits, volumeNames } from "../../cluster/topology.ts";
import { exitCodes, TemporalStartError } from "../../errors.ts";
import type { ContainerEngine } from "../../interfaces/engine.ts";
import { volumesWithData } from "../../observe/volumes-with-data.ts";
import { removeCluster } from "../../start/remove-cluster.ts";
import type { FirstNeeds } from "../backup/back-up-first.ts";
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
  description:
    "Removes containers, network and all data of the instance, after its name was typed. Workflows, and namespaces but the first, are backed up first into the instance's own folder; for that PostgreSQL is started where it does not run.",
  flags: {
    yes: { flag: "--yes", summary: "do not ask" },
    backup: { flag: "--no-backup", summary: "do not back up the data that is deleted" },
    waitTimeout: lockTimeoutFlag,
  },
  examples: [
    { command: "temporal-start reset --yes", explains: "delete the cluster with its data, which is backed up" },
    { command: "temporal-start reset --yes --no-backup", explains: "where nothing in it is needed" },
  ],
  async run(
    input,
    context: FirstNeeds & HoldNeeds & Needs<"certificates" | "confirm" | "forgetKept" | "isInteractive">,
  ) {
    const waitTimeoutMs = readWaitTimeoutMs(input.flags.waitTimeout);
    const { topology } = await context.settings();
    // Who was asked for less has not said yes to all that is deleted.
    const isAsked = !input.flags.yes && context.isInteractive();
    const asked = isAsked ? await volumesWithData(await context.engine(), topology) : [];
    const named = [...new Set([...volumeNames(topology), ...asked])];
    const listed = named.join(" and ");
    const hasCertificates = (await context.certificates()).names("authority").length > 0;
    const withThem = hasCertificates ? ", and the certificates of the instance" : "";
    await requireConfirmation(context, input.flags.yes, {
      question: `Delete all workflows and namespaces in ${listed}${withThem}?`,
      word: instanceLabel(topology.instance),
      deed: `delete all containers, and all workflows and namespaces in the volumes ${listed}${withThem}`,
      command: ["temporal-start reset --yes", ...(input.flags.backup ? [] : ["--no-backup"])].join(" "),
    });
    return holdCluster(context, { command: "reset", waitTimeoutMs }, async ({ onInterruptionSay }) => {
      const engine = await context.engine();
      const backend = await context.backend();
      const found = await volumesWithData(engine, topology);
      const removedVolumes = found.filter((name) => !isAsked || named.includes(name));
      const kept = input.flags.backup ? await backUp(context, removedVolumes) : undefined;
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
      await context.forgetKept();
      const wasThere = hadContainers || removedVolumes.length > 0;
      if (!wasThere) await warnUnknownInstance(context, topology.instance);
      return {
        exitCode: exitCodes.ok,
        data: { removedVolumes, backup: kept ?? null },
        text: wasThere
          ? `Removed ${["containers", "network", ...removedVolumes, ...(hasCertificates ? ["certificates"] : [])].join(", ")}.\n${kept === undefined ? "" : `The data is backed up in ${kept}\n`}`
          : `There was nothing of instance ${instanceLabel(topology.instance)} to remove.\n`,
      };
    });
  },
});

/** Only where its own data is to go: a database that is somewhere else stays. */
async function backUp(context: FirstNeeds, volumes: readonly string[]): Promise<string | undefined> {
  const { topology } = await context.settings();
  const databases = ownUnits(topology)
    .flatMap(({ volumes: own }) => own.filter(({ versionFile }) => versionFile !== undefined))
    .map(({ name }) => instanceName(topology.instance, name));
  if (!databases.some((name) => volumes.includes(name))) return undefined;
  const { backUpFirst } = await import("../backup/back-up-first.ts");
  return backUpFirst(context, "a reset", "temporal-start reset --no-backup");
}

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
