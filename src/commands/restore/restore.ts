import { walReceiver } from "../../cluster/services/wal-receiver.ts";
import { instanceLabel, instanceName, programFor } from "../../cluster/settings/instance.ts";
import { defined } from "../../defined.ts";
import { exitCodes, TemporalStartError } from "../../errors.ts";
import { volumesWithData } from "../../observe/volumes-with-data.ts";
import type { Replay } from "../../restore/wal-archive.ts";
import { backUpFirst, type FirstNeeds } from "../backup/back-up-first.ts";
import type { FindNeeds } from "../backup/find-backups.ts";
import { formatCounts } from "../backup/format-counts.ts";
import { decryptFlags, type KeyNeeds } from "../backup/keys.ts";
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
import { type ChosenBackup, chooseBackup } from "./choose-backup.ts";
import { cleanup } from "./cleanup.ts";
import { finish } from "./finish.ts";
import { fromBackup } from "./from-backup.ts";
import { filledIndex } from "./index-after.ts";
import { type PutNeeds, putInPlace } from "./put-in-place.ts";
import { requireReceived } from "./require-received.ts";
import { toTimeFlag } from "./to-time.ts";

type RestoreNeeds = FindNeeds & KeyNeeds & FirstNeeds & HoldNeeds & PutNeeds & Needs<"confirm" | "isInteractive">;

const flags = { toTime: toTimeFlag, ...decryptFlags, ...replacingFlags } as const satisfies FlagDefinitions;

export const restore = defineCommand({
  name: "restore",
  summary: "Put the data of a backup in the place of what is there",
  description:
    "Reads the whole backup and refuses one that is damaged or does not fit before anything is changed. The data of the cluster is backed up first, and stays beside the restored data until `restore cleanup`. Then the backup is unpacked and recovered beside it, while the cluster runs; the cluster is stopped, the data changes places, the cluster is started, and the visibility index is made anew. Killed at any moment, the old data is in place or the new; `restore finish` ends a change of places that was cut short.",
  arguments: { backup: backupArgument },
  flags,
  examples: [
    { command: "temporal-start restore latest", explains: "the newest backup of this instance" },
    { command: "temporal-start restore latest --to-time 10m", explains: "as it was ten minutes ago" },
    { command: "temporal-start --instance copy restore /mnt/backups/x.backup.tar", explains: "into another instance" },
  ],
  subcommands: [finish, back, cleanup],
  async run(input, context: RestoreNeeds) {
    const waitTimeoutMs = readWaitTimeoutMs(input.flags.waitTimeout);
    const backup = await chooseBackup(context, input.arguments.backup, input.flags);
    const { path, manifest, replay } = backup;
    const settings = await context.settings();
    if (replay !== undefined) await requireReceived(context, settings, replay);
    const replaced = await replacedVolumes(context, settings);
    if (replaced.length > 0) await ask(context, settings, replaced, backup, input);
    const startedMs = context.clock.now();
    const outcome = await holdCluster(context, { command: "restore", waitTimeoutMs }, async ({ onInterruptionSay }) => {
      const found = await replacedVolumes(context, settings);
      if (found.some((name) => !replaced.includes(name))) throw appeared(found);
      const kept =
        replaced.length > 0 && input.flags.backup
          ? await backUpFirst(context, "a restore", typed(input, { ...momentShown(replay), backup: false }))
          : undefined;
      const options = { waitTimeoutMs, startedMs, onInterruptionSay };
      const put = await putInPlace(context, fromBackup(context, backup, replay), options, filledIndex(backup));
      return { kept, ...put };
    });
    const seconds = (context.clock.now() - startedMs) / 1000;
    const { counts, index: rebuilt, kept, lastTransaction } = outcome;
    const { instance } = settings.topology;
    const lines = [
      `Instance ${instanceLabel(instance)} has the data ${momentOf(backup, lastTransaction)} after ${seconds.toFixed(1)} s: ${formatCounts(counts)}.`,
      renderRebuilt(rebuilt).trimEnd(),
      ...(replaced.length === 0 ? [] : whereBefore(instance, kept)),
      ...(replay === undefined ? [] : [`Moments from now on need a backup: ${programFor(instance)} backup create`]),
    ];
    const { comparison } = rebuilt;
    return {
      exitCode: isListed(rebuilt) ? exitCodes.ok : exitCodes.degraded,
      data: {
        path,
        createdAt: manifest.createdAt,
        lastTransaction: replay ? lastTransaction : null,
        seconds,
        counts,
        comparison,
        backupOfBefore: kept ?? null,
      },
      text: `${lines.join("\n")}\n`,
    };
  },
});

function momentOf({ manifest, replay }: ChosenBackup, lastTransaction: string | null): string {
  if (replay === undefined) return `of ${manifest.createdAt}`;
  const until = replay.until === undefined ? "to the end of the archive" : `as of ${replay.until}`;
  return lastTransaction === null ? until : `${until}, its last change at ${lastTransaction},`;
}

/** All with data but the archive, which stays. */
async function replacedVolumes(
  context: Needs<"engine">,
  { topology }: Pick<CommandSettings, "topology">,
): Promise<readonly string[]> {
  const archives = walReceiver.volumes.map(({ name }) => instanceName(topology.instance, name));
  return (await volumesWithData(await context.engine(), topology)).filter((name) => !archives.includes(name));
}

/** Where the data is that was there before. */
function whereBefore(instance: string, backup: string | undefined): readonly string[] {
  const until = `beside the new until: ${programFor(instance)} restore cleanup`;
  return backup === undefined
    ? [`The data that was there is kept ${until}`]
    : [`The data that was there is backed up in ${backup}`, `It is also kept ${until}`];
}

async function ask(
  context: Needs<"confirm" | "isInteractive">,
  { topology }: CommandSettings,
  volumes: readonly string[],
  { path, replay }: ChosenBackup,
  input: Given,
): Promise<void> {
  const moment = replay === undefined ? "" : `, as of ${replay.until ?? "the end of the archive"},`;
  const deed = `put the data of ${path}${moment} in the place of that of instance ${instanceLabel(topology.instance)} in ${volumes.join(" and ")}`;
  await requireConfirmation(context, input.flags.yes, {
    question: `This will ${deed}. Go on?`,
    deed,
    command: typed(input, { ...momentShown(replay), yes: true }),
  });
}

type Given = InputOf<typeof flags, { readonly backup: typeof backupArgument }>;

/** The moment that was shown, whenever the command is typed. */
function momentShown(replay: Replay | undefined): { readonly toTime?: string } {
  return defined({ toTime: replay?.until });
}

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
