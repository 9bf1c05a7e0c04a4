import { serverVersionOf } from "../../cluster/server-version.ts";
import { instanceLabel, programFor } from "../../cluster/settings/instance.ts";
import { exitCodes } from "../../errors.ts";
import { requireFree } from "../backup/in-throw-away.ts";
import type { MakeNeeds } from "../backup/make-backup.ts";
import type { WakeNeeds } from "../backup/wake-store.ts";
import type { Needs } from "../command.ts";
import { defineCommand } from "../define-command.ts";
import type { FlagDefinitions } from "../input.ts";
import { requireConfirmation } from "../shared/confirmation.ts";
import { withFlags } from "../shared/flag-words.ts";
import { type HoldNeeds, holdCluster } from "../shared/hold-cluster.ts";
import { chooseRelease } from "../shared/release-images.ts";
import { readWaitTimeoutMs, waitTimeoutFlag } from "../shared/wait-timeout.ts";
import { backUpForUpgrade } from "./back-up.ts";
import { releaseNow } from "./data-version.ts";
import { findWay, toFlag } from "./find-way.ts";
import { movedMeanwhile } from "./moved-meanwhile.ts";
import { type PrepareNeeds, prepare } from "./prepare.ts";
import { type RehearsalNeeds, rehearse } from "./rehearse.ts";
import { takeStep } from "./take-step.ts";
import { wakeData } from "./wake-data.ts";

const flags = {
  to: toFlag,
  yes: { flag: "--yes", summary: "do not ask before the data is upgraded" },
  rehearsal: { flag: "--no-rehearsal", summary: "do not try it on a copy of the data first" },
  waitTimeout: waitTimeoutFlag,
} as const satisfies FlagDefinitions;

type ApplyNeeds = MakeNeeds &
  HoldNeeds &
  PrepareNeeds &
  RehearsalNeeds &
  WakeNeeds &
  Needs<"confirm" | "isInteractive">;

export const apply = defineCommand({
  name: "apply",
  summary: "Upgrade the server and its data to a later version, after confirmation",
  description:
    "Goes one minor version after the other. Has all images here first, makes a backup and reads it back, and tries the whole way on a copy of the data in an instance of its own. Then each step is taken: the schema is brought to the new version, the server is replaced, and a workflow is run. Where a step fails, the server of the version before is brought back by itself. Interrupted or killed, `upgrade status` tells how far it is; the same command again goes on, `upgrade rollback` goes back.",
  flags,
  examples: [
    { command: "temporal-start upgrade apply", explains: "to the latest version that is known" },
    { command: "temporal-start upgrade apply --to 1.23.1 --yes", explains: "to this one, without a question" },
  ],
  async run({ flags: given }, context: ApplyNeeds) {
    const waitTimeoutMs = readWaitTimeoutMs(given.waitTimeout);
    const { instance } = (await context.settings()).topology;
    await wakeData(context, waitTimeoutMs);
    const asked = await findWay(context, given.to);
    const { to } = asked;
    if (asked.steps.length === 0 && asked.data.underWay === undefined) {
      await beginAt(context, to, true);
      return { exitCode: exitCodes.ok, data: { version: to, steps: [], backup: null }, text: alreadyAt(to) };
    }
    const deed = `upgrade the data of instance ${instanceLabel(instance)} ${[asked.from, ...asked.steps.map(({ version }) => version)].join(" → ")}`;
    await requireConfirmation(context, given.yes, {
      question: `This will ${deed}. Go on?`,
      deed,
      command: withFlags("temporal-start upgrade apply", flags, { ...given, yes: true }),
    });
    const startedMs = context.clock.now();
    const held = { command: "upgrade apply", waitTimeoutMs };
    const { backup, steps } = await holdCluster(context, held, async ({ onInterruptionSay }) => {
      // Another command may have been at work until now.
      const way = await findWay(context, to);
      if (way.from !== asked.from)
        throw movedMeanwhile(`the data to server ${way.from}`, "temporal-start upgrade plan");
      await beginAt(context, way.from, false);
      await prepare(context, way.steps, waitTimeoutMs);
      onInterruptionSay("The cluster is as it was.");
      if (given.rehearsal) await requireFree(context, "rehearsal");
      const made = await backUpForUpgrade(context, way);
      if (given.rehearsal) await rehearse(context, made, way, waitTimeoutMs);
      onInterruptionSay(
        "temporal-start upgrade status tells how far it is; temporal-start upgrade apply goes on, temporal-start upgrade rollback goes back.",
      );
      const taken = [];
      let from = way.from;
      for (const release of way.steps) {
        const before = await releaseNow(context, from);
        taken.push({
          from,
          to: release.version,
          seconds: await takeStep(context, before, release, made.path, waitTimeoutMs),
        });
        from = release.version;
      }
      return { backup: made.path, steps: taken };
    });
    const seconds = (context.clock.now() - startedMs) / 1000;
    const lines = [
      `Instance ${instanceLabel(instance)} has server ${to} after ${seconds.toFixed(1)} s.`,
      ...steps.map((step) => `  ${step.from} → ${step.to}: replaced and ready within ${step.seconds.toFixed(1)} s`),
      `${asked.data.underWay === undefined ? "The data from before" : "The data as it was when this went on"} is backed up in ${backup}`,
      `Back by the last step: ${programFor(instance)} upgrade rollback`,
    ];
    return { exitCode: exitCodes.ok, data: { version: to, seconds, steps, backup }, text: `${lines.join("\n")}\n` };
  },
});

/**
 * What the settings name may be where the way leads, and what was kept may be lost: the way begins where the data is.
 * @param keeps whether the instance stays there
 */
async function beginAt(context: Needs<"choose" | "engine" | "settings">, from: string, keeps: boolean): Promise<void> {
  if (serverVersionOf((await context.settings()).values) === from) return;
  await chooseRelease(context, await releaseNow(context, from), keeps);
}

const alreadyAt = (version: string): string => `The data is of server ${version} already.\n`;
