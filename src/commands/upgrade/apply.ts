import { instanceLabel, programFor } from "../../cluster/settings/instance.ts";
import { exitCodes } from "../../errors.ts";
import type { Needs } from "../command.ts";
import { defineCommand } from "../define-command.ts";
import type { FlagDefinitions } from "../input.ts";
import { requireConfirmation } from "../shared/confirmation.ts";
import { withFlags } from "../shared/flag-words.ts";
import { type HoldNeeds, holdCluster } from "../shared/hold-cluster.ts";
import { missingImages, pullImages } from "../shared/release-images.ts";
import { readWaitTimeoutMs, waitTimeoutFlag } from "../shared/wait-timeout.ts";
import { makePlan, requireUnblocked } from "../start/bring-up.ts";
import { findObstacles, type ObstacleNeeds } from "../start/find-obstacles.ts";
import { type BackUpNeeds, backUpForUpgrade } from "./back-up.ts";
import { releaseNow } from "./data-version.ts";
import { findWay, toFlag } from "./find-way.ts";
import { type RehearsalNeeds, rehearse } from "./rehearse.ts";
import { type StepNeeds, takeStep } from "./take-step.ts";

const flags = {
  to: toFlag,
  yes: { flag: "--yes", summary: "do not ask before the data is upgraded" },
  rehearsal: { flag: "--no-rehearsal", summary: "do not try it on a copy of the data first" },
  waitTimeout: waitTimeoutFlag,
} as const satisfies FlagDefinitions;

type ApplyNeeds = BackUpNeeds &
  HoldNeeds &
  ObstacleNeeds &
  RehearsalNeeds &
  StepNeeds &
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
    const settings = await context.settings();
    const { instance } = settings.topology;
    const asked = await findWay(context, given.to);
    const { to } = asked;
    if (asked.steps.length === 0 && asked.data.underWay === undefined)
      return { exitCode: exitCodes.ok, data: { version: to, steps: [], backup: null }, text: alreadyAt(to) };
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
      await pullImages(context, await missingImages(context, way.steps));
      const plan = await makePlan(context, settings, { waitTimeoutMs, movesServer: true });
      requireUnblocked([...plan.blockers, ...(await findObstacles(context, plan, true))]);
      onInterruptionSay("The cluster is as it was.");
      const made = await backUpForUpgrade(context, to);
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
      `The data from before is backed up in ${backup}`,
      `Back by the last step: ${programFor(instance)} upgrade rollback`,
    ];
    return { exitCode: exitCodes.ok, data: { version: to, seconds, steps, backup }, text: `${lines.join("\n")}\n` };
  },
});

const alreadyAt = (version: string): string => `The data is of server ${version} already.\n`;
