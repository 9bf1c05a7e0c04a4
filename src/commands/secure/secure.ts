import { instanceLabel, programFor } from "../../cluster/settings/instance.ts";
import { exitCodes } from "../../errors.ts";
import { formatPlan } from "../../plan/format-plan.ts";
import type { StartPlan } from "../../plan/plan.ts";
import { backUpFirst, type FirstNeeds } from "../backup/back-up-first.ts";
import type { Needs } from "../command.ts";
import { defineCommand } from "../define-command.ts";
import type { FlagDefinitions } from "../input.ts";
import { requireConfirmation } from "../shared/confirmation.ts";
import { type HoldNeeds, holdCluster } from "../shared/hold-cluster.ts";
import { requireInstance } from "../shared/require-instance.ts";
import { readWaitTimeoutMs, waitTimeoutFlag } from "../shared/wait-timeout.ts";
import { makePlan, requireUnblocked } from "../start/bring-up.ts";
import { findObstacles, type ObstacleNeeds } from "../start/find-obstacles.ts";
import { settlePage } from "../start/settle-page.ts";
import { movedMeanwhile } from "../upgrade/moved-meanwhile.ts";
import { type BringNeeds, bringTo } from "./bring-to.ts";
import { type Change, chooseLevel, levels } from "./choose-level.ts";
import { nextSteps } from "./next-steps.ts";

const flags = {
  dryRun: { flag: "--dry-run", summary: "print the plan and change nothing" },
  yes: { flag: "--yes", summary: "do not ask before the cluster is replaced" },
  waitTimeout: waitTimeoutFlag,
} as const satisfies FlagDefinitions;

type SecureNeeds = FirstNeeds & HoldNeeds & BringNeeds & ObstacleNeeds & Needs<"confirm" | "isInteractive">;

export const secure = defineCommand({
  name: "secure",
  summary: "Take a cluster with its data from one degree of security to another, and back",
  description:
    "tls: certificates for all who come to the server, a gateway, and stores that nobody else reaches; full: permissions by token and a login of the page as well; off: as a cluster for one person is. Makes a backup, gives PostgreSQL a password of its own where it has the default, and replaces the containers, for which clients wait some seconds; workflows go on where they were. It is kept for the instance. Where the cluster does not come up, it is brought back as it was. A new cluster needs none of this: TEMPORAL_SECURITY in temporal.env, and start.",
  arguments: {
    level: { summary: `${levels.join(", ")}; what the settings have, else full`, choices: levels },
  },
  flags,
  examples: [
    { command: "temporal-start secure --dry-run", explains: "what would be replaced" },
    { command: "temporal-start secure full", explains: "certificates, tokens, and a login of the page" },
    { command: "temporal-start secure off", explains: "back" },
  ],
  async run({ arguments: { level }, flags: given }, context: SecureNeeds) {
    const waitTimeoutMs = readWaitTimeoutMs(given.waitTimeout);
    const change = await chooseLevel(context, level);
    const { from, to, written } = change;
    const plan = await planOf(context, change, waitTimeoutMs);
    const { instance, steps, blockers } = plan;
    if (given.dryRun) {
      const exitCode = blockers.length > 0 ? exitCodes.preflightFailed : exitCodes.ok;
      const before = `First a backup; then, from TEMPORAL_SECURITY=${from} to ${to}:\n`;
      return { exitCode, data: { from, to, steps, blockers }, text: `${before}${formatPlan(plan)}` };
    }
    requireInstance(plan);
    const held = { command: "secure", waitTimeoutMs };
    if (from === to && steps.every(({ action }) => action === "keep")) {
      // Another one that was cut short may have begun to change it.
      if (written !== to) await holdCluster(context, held, () => context.choose({ TEMPORAL_SECURITY: to }, true));
      return {
        exitCode: exitCodes.ok,
        data: { from, to, seconds: 0, backup: null },
        text: `Instance ${instanceLabel(instance)} has TEMPORAL_SECURITY=${to} already.\n`,
      };
    }
    requireUnblocked(blockers);
    const deed = `take instance ${instanceLabel(instance)} from TEMPORAL_SECURITY=${from} to ${to}; clients have to be told, and wait some seconds`;
    await requireConfirmation(context, given.yes, {
      question: `This will ${deed}. Go on?`,
      deed,
      command: `${programFor(instance)} secure ${to} --yes`,
    });
    const { backup, seconds } = await holdCluster(context, held, async ({ onInterruptionSay }) => {
      onInterruptionSay("The cluster is as it was.");
      if ((await chooseLevel(context, to)).from !== from)
        throw movedMeanwhile("the cluster to another degree of security", `temporal-start secure ${to} --dry-run`);
      const made = await backUpFirst(context, `secure ${to}`, "temporal-start reset");
      if (made !== undefined) context.reporter.note(`The backup is ${made}`);
      onInterruptionSay(`temporal-start secure ${to} goes on, temporal-start secure ${from} goes back.`);
      return { backup: made ?? null, seconds: await bringTo(context, change, waitTimeoutMs) };
    });
    return {
      exitCode: exitCodes.ok,
      data: { from, to, seconds, backup },
      text: nextSteps({ from, to, seconds, instance }),
    };
  },
});

/** What a start would do with the other degree; the settings are as before when it has been made. */
async function planOf(context: SecureNeeds, { from, to }: Change, waitTimeoutMs: number): Promise<StartPlan> {
  const { TEMPORAL_WEB_IMAGE: page } = (await context.settings()).values;
  await context.choose({ TEMPORAL_SECURITY: to }, false);
  await settlePage(context, false);
  const settings = await context.settings();
  const plan = await makePlan(context, settings, { waitTimeoutMs, moves: ["security"] });
  const obstacles = await findObstacles(context, plan);
  const isOtherPage = settings.values.TEMPORAL_WEB_IMAGE !== page;
  await context.choose({ TEMPORAL_SECURITY: from, ...(isOtherPage && { TEMPORAL_WEB_IMAGE: page }) }, false);
  return { ...plan, blockers: [...plan.blockers, ...obstacles] };
}
