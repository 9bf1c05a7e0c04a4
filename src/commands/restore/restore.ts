import { versionOfImage } from "../../cluster/server-version.ts";
import { instanceLabel, programFor } from "../../cluster/settings/instance.ts";
import { exitCodes, TemporalStartError } from "../../errors.ts";
import { volumesWithData } from "../../observe/volumes-with-data.ts";
import { backUpFirst, type FirstNeeds } from "../backup/back-up-first.ts";
import { type FindNeeds, pathOfBackup } from "../backup/find-backups.ts";
import { formatCounts } from "../backup/format-counts.ts";
import { decryptFlags, type KeyNeeds, readKeys } from "../backup/keys.ts";
import { openBackup } from "../backup/open-backup.ts";
import { backupArgument } from "../backup/show.ts";
import type { CommandSettings, Needs } from "../command.ts";
import { defineCommand } from "../define-command.ts";
import type { FlagDefinitions, InputOf } from "../input.ts";
import { requireConfirmation } from "../shared/confirmation.ts";
import { withFlags } from "../shared/flag-words.ts";
import { type HoldNeeds, holdCluster } from "../shared/hold-cluster.ts";
import { shellWord } from "../shared/shell-word.ts";
import { readWaitTimeoutMs } from "../shared/wait-timeout.ts";
import { isListed, renderRebuilt } from "../visibility/render-comparison.ts";
import { back, replacingFlags } from "./back.ts";
import { cleanup } from "./cleanup.ts";
import { finish } from "./finish.ts";
import { fromBackup } from "./from-backup.ts";
import { type PutNeeds, putInPlace } from "./put-in-place.ts";
import { takeOverVersion } from "./take-over-version.ts";

type RestoreNeeds = FindNeeds & KeyNeeds & FirstNeeds & HoldNeeds & PutNeeds & Needs<"confirm" | "isInteractive">;

const flags = { ...decryptFlags, ...replacingFlags } as const satisfies FlagDefinitions;

export const restore = defineCommand({
  name: "restore",
  summary: "Put the data of a backup in the place of what is there",
  description:
    "Reads the whole backup and refuses one that is damaged or does not fit before anything is changed. The data of the cluster is backed up first, and stays beside the restored data until `restore cleanup`. Then the backup is unpacked and recovered beside it, while the cluster runs; the cluster is stopped, the data changes places, the cluster is started, and the visibility index is made anew. Killed at any moment, the old data is in place or the new; `restore finish` ends a change of places that was cut short.",
  arguments: { backup: backupArgument },
  flags,
  examples: [
    { command: "temporal-start restore latest", explains: "the newest backup of this instance" },
    { command: "temporal-start --instance copy restore /mnt/backups/x.backup.tar", explains: "into another instance" },
  ],
  subcommands: [finish, back, cleanup],
  async run(input, context: RestoreNeeds) {
    const waitTimeoutMs = readWaitTimeoutMs(input.flags.waitTimeout);
    const [{ readBackup }, { misfits }] = await Promise.all([
      import("../../backup/read-backup.ts"),
      import("../../restore/misfits.ts"),
    ]);
    const path = await pathOfBackup(context, input.arguments.backup);
    const keys = await readKeys(context, input.flags);
    const open = async () => (await openBackup(context, path, keys)).stream;
    const { manifest } = await readBackup(path, await open());
    await takeOverVersion(context, versionOfImage(manifest.images["temporal-server"] ?? ""));
    const settings = await context.settings();
    const problems = misfits(manifest, settings.values);
    if (problems.length > 0) throw doesNotFit(path, problems);
    const replaced = await volumesWithData(await context.engine(), settings.topology);
    if (replaced.length > 0) await ask(context, settings, replaced, path, input);
    const startedMs = context.clock.now();
    const outcome = await holdCluster(context, { command: "restore", waitTimeoutMs }, async ({ onInterruptionSay }) => {
      const found = await volumesWithData(await context.engine(), settings.topology);
      if (found.some((name) => !replaced.includes(name))) throw appeared(found);
      const kept =
        replaced.length > 0 && input.flags.backup
          ? await backUpFirst(context, "a restore", typed(input, { backup: false }))
          : undefined;
      const put = await putInPlace(context, fromBackup(context, { path, open, manifest }), {
        waitTimeoutMs,
        startedMs,
        onInterruptionSay,
      });
      return { kept, ...put };
    });
    const seconds = (context.clock.now() - startedMs) / 1000;
    const { counts, rebuilt, kept } = outcome;
    const lines = [
      `Instance ${instanceLabel(settings.topology.instance)} has the data of ${manifest.createdAt} after ${seconds.toFixed(1)} s: ${formatCounts(counts)}.`,
      renderRebuilt(rebuilt).trimEnd(),
      ...(kept === undefined ? [] : [`The data that was there is backed up in ${kept}`]),
      ...(replaced.length === 0
        ? []
        : [
            `${kept === undefined ? "The data that was there is kept" : "It is also kept"} beside the new until: ${programFor(settings.topology.instance)} restore cleanup`,
          ]),
    ];
    const { comparison } = rebuilt;
    return {
      exitCode: isListed(rebuilt) ? exitCodes.ok : exitCodes.degraded,
      data: { path, createdAt: manifest.createdAt, seconds, counts, comparison, backupOfBefore: kept ?? null },
      text: `${lines.join("\n")}\n`,
    };
  },
});

async function ask(
  context: Needs<"confirm" | "isInteractive">,
  { topology }: CommandSettings,
  volumes: readonly string[],
  path: string,
  input: Given,
): Promise<void> {
  const deed = `put the data of ${path} in the place of that of instance ${instanceLabel(topology.instance)} in ${volumes.join(" and ")}`;
  await requireConfirmation(context, input.flags.yes, {
    question: `This will ${deed}. Go on?`,
    deed,
    command: typed(input, { yes: true }),
  });
}

type Given = InputOf<typeof flags, { readonly backup: typeof backupArgument }>;

/** The same command with other flags. */
function typed({ arguments: { backup }, flags: given }: Given, changes: Partial<Given["flags"]>): string {
  return withFlags(`temporal-start restore ${shellWord(backup)}`, flags, { ...given, ...changes });
}

function appeared(volumes: readonly string[]): TemporalStartError {
  return new TemporalStartError({
    code: "CONFIRMATION_NEEDED",
    category: "confirmation",
    message: `Another command has made data in ${volumes.join(" and ")} meanwhile; nothing was changed.`,
    hint: "The same command again asks whether it may be replaced.",
  });
}

function doesNotFit(path: string, problems: readonly string[]): TemporalStartError {
  return new TemporalStartError({
    code: "BACKUP_DOES_NOT_FIT",
    category: "preflight",
    message: `${path} does not fit the settings; nothing was changed.`,
    details: problems,
    hint: "temporal-start config show tells where each setting comes from.",
  });
}
