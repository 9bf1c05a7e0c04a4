import { instanceLabel } from "../../cluster/settings/instance.ts";
import { type Release, releaseOf } from "../../cluster/versions.ts";
import { exitCodes, TemporalStartError } from "../../errors.ts";
import type { WakeNeeds } from "../backup/wake-store.ts";
import type { CommandSettings, Needs } from "../command.ts";
import { defineCommand } from "../define-command.ts";
import type { FlagDefinitions } from "../input.ts";
import { requireConfirmation } from "../shared/confirmation.ts";
import { withFlags } from "../shared/flag-words.ts";
import { type HoldNeeds, holdCluster } from "../shared/hold-cluster.ts";
import { readWaitTimeoutMs, waitTimeoutFlag } from "../shared/wait-timeout.ts";
import { type DataVersion, dataVersion } from "./data-version.ts";
import { moveTo, recordDone } from "./move-to.ts";
import { type PrepareNeeds, prepare } from "./prepare.ts";
import { wakeData } from "./wake-data.ts";
import { requireNotOther, writtenRelease } from "./written-release.ts";

const flags = {
  yes: { flag: "--yes", summary: "do not ask before the server is replaced" },
  waitTimeout: waitTimeoutFlag,
} as const satisfies FlagDefinitions;

export const rollback = defineCommand({
  name: "rollback",
  summary: "Go back to the version before the last step of an upgrade, after confirmation",
  description:
    "Brings back the server from before the last step, on the data as it is now: nothing that has happened since is lost, and the schema stays. Temporal keeps that working for one minor version, so further back leads only a backup. Also ends an upgrade that was cut short.",
  flags,
  examples: [{ command: "temporal-start upgrade rollback", explains: "when the new version does not do" }],
  async run({ flags: given }, context: HoldNeeds & PrepareNeeds & WakeNeeds & Needs<"confirm" | "isInteractive">) {
    const waitTimeoutMs = readWaitTimeoutMs(given.waitTimeout);
    const { topology } = await context.settings();
    await wakeData(context, waitTimeoutMs);
    const found = await requireWayBack(await dataVersion(context), await context.settings());
    const deed = `bring server ${found.release.version} back in the place of ${found.from} for instance ${instanceLabel(topology.instance)}`;
    await requireConfirmation(context, given.yes, {
      question: `This will ${deed}. Go on?`,
      deed,
      command: withFlags("temporal-start upgrade rollback", flags, { ...given, yes: true }),
    });
    const startedMs = context.clock.now();
    await holdCluster(context, { command: "upgrade rollback", waitTimeoutMs }, async ({ onInterruptionSay }) => {
      const { from, release } = await requireWayBack(await dataVersion(context), await context.settings());
      await prepare(context, [release], waitTimeoutMs);
      onInterruptionSay("temporal-start upgrade rollback goes on.");
      await moveTo(context, { from: release.version, to: from, release, waitTimeoutMs });
      await recordDone(context, release, undefined);
    });
    const seconds = (context.clock.now() - startedMs) / 1000;
    const { version } = found.release;
    return {
      exitCode: exitCodes.ok,
      data: { version, from: found.from, seconds },
      text: `Instance ${instanceLabel(topology.instance)} has server ${version} again after ${seconds.toFixed(1)} s.\n`,
    };
  },
});

interface WayBack {
  readonly from: string;
  readonly release: Release;
}

async function requireWayBack({ version, before, underWay }: DataVersion, settings: CommandSettings): Promise<WayBack> {
  const { canGoBack } = await import("../../upgrade/way.ts");
  const [from, to] = underWay === undefined ? [version, before] : [underWay.to, underWay.from];
  const written = writtenRelease(settings);
  if (to !== undefined) requireNotOther(settings, written, to);
  const release = written ?? releaseOf(to);
  if (to !== undefined && release !== undefined && canGoBack(from, to)) return { from, release };
  throw new TemporalStartError({
    code: "UPGRADE_NO_WAY_BACK",
    category: "preflight",
    message: `There is no upgrade of this data to ${version} that could be gone back on; nothing was changed.`,
    hint: "A backup from before leads back: temporal-start backup list, then temporal-start restore FILE.",
  });
}
