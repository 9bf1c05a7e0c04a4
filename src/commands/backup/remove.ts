import { isBackupName } from "../../backup/names.ts";
import { instanceLabel } from "../../cluster/settings/instance.ts";
import { exitCodes } from "../../errors.ts";
import type { Needs } from "../command.ts";
import { defineCommand } from "../define-command.ts";
import type { FlagDefinitions } from "../input.ts";
import { requireConfirmation } from "../shared/confirmation.ts";
import { withFlags } from "../shared/flag-words.ts";
import { usageError } from "../shared/flags.ts";
import { shellWord } from "../shared/shell-word.ts";
import { type FindNeeds, type FoundBackup, findBackups, folderFlag, pathOfBackup } from "./find-backups.ts";
import { keepNothing, readRules } from "./keep-rules.ts";
import { openBackup } from "./open-backup.ts";
import { backupArgument } from "./show.ts";

type RemoveNeeds = FindNeeds & Needs<"confirm" | "isInteractive" | "settings">;

const yesFlag = { flag: "--yes", summary: "do not ask" } as const;

export const deleteBackup = defineCommand({
  name: "delete",
  summary: "Delete a backup, after confirmation",
  arguments: { backup: backupArgument },
  flags: { yes: yesFlag },
  examples: [
    {
      command: "temporal-start backup delete default-20261129T101112Z.backup.tar --yes",
      explains: "without a question",
    },
  ],
  async run(input, context: RemoveNeeds) {
    const path = await pathOfBackup(context, input.arguments.backup);
    // One that is damaged has its name at least; nothing else is deleted.
    if (!isBackupName(path)) await requireBackup(context, path);
    await requireConfirmation(context, input.flags.yes, {
      question: `Delete the backup ${path}?`,
      deed: `delete the backup ${path}`,
      command: `temporal-start backup delete ${shellWord(input.arguments.backup)} --yes`,
    });
    await (await context.fileStore()).remove(path);
    return { exitCode: exitCodes.ok, data: { deleted: [path] }, text: `${path} is deleted.\n` };
  },
});

/** @throws TemporalStartError BACKUP_UNKNOWN */
async function requireBackup(context: FindNeeds, path: string): Promise<void> {
  const { readManifestOf } = await import("../../backup/read-backup.ts");
  await readManifestOf(path, (await openBackup(context, path, undefined)).stream);
}

const keepFlag = (kind: string, what: string) => ({ flag: `--keep-${kind} <count>`, summary: `keep ${what}` }) as const;

const pruneFlags = {
  keepLast: keepFlag("last", "the newest"),
  keepDaily: keepFlag("daily", "the newest of so many days"),
  keepWeekly: keepFlag("weekly", "the newest of so many weeks"),
  folder: folderFlag,
  yes: yesFlag,
} as const satisfies FlagDefinitions;

export const prune = defineCommand({
  name: "prune",
  summary: "Delete the backups that no rule keeps, after confirmation",
  description:
    "Deletes the backups of this instance in a folder that none of the rules keeps; at least one rule has to be given. Days and weeks are those of UTC; of each that has a backup the newest counts. The rules hold for each cluster by itself where several have the name of the instance; backups of other instances, and files that are no backup, stay.",
  flags: pruneFlags,
  examples: [
    { command: "temporal-start backup prune --keep-last 3 --keep-daily 7 --keep-weekly 4", explains: "asks first" },
  ],
  async run(input, context: RemoveNeeds) {
    const { chooseKept } = await import("../../backup/choose-kept.ts");
    const { folder } = input.flags;
    const keeping = readRules(input.flags);
    if (keepNothing(keeping))
      throw usageError("No rule says what to keep.", "temporal-start backup prune --keep-last 3");
    const instance = instanceLabel((await context.settings()).topology.instance);
    const backups = (await findBackups(context, folder)).filter((found) => found.instance === instance);
    const kept = ofEachCluster(backups).flatMap((ofOne) => chooseKept(ofOne, keeping));
    const gone = backups.filter((backup) => !kept.includes(backup)).map(({ path }) => path);
    if (gone.length > 0) {
      await requireConfirmation(context, input.flags.yes, {
        question: `Delete ${counted(gone.length)} (${gone.join(", ")}) and keep ${String(kept.length)}?`,
        deed: `delete ${counted(gone.length)}: ${gone.join(", ")}`,
        command: withFlags("temporal-start backup prune", pruneFlags, { ...input.flags, yes: true }),
      });
    }
    const store = await context.fileStore();
    for (const path of gone) await store.remove(path);
    const text = [
      ...gone.map((path) => `${path} is deleted.`),
      `${counted(kept.length)} ${kept.length === 1 ? "is" : "are"} kept.`,
    ];
    return {
      exitCode: exitCodes.ok,
      data: { deleted: gone, kept: kept.map(({ path }) => path) },
      text: `${text.join("\n")}\n`,
    };
  },
});

/**
 * Two machines may have an instance of one name, and one folder. Of an encrypted one nobody knows the cluster; where there is
 * but one, it is that.
 */
function ofEachCluster(backups: readonly FoundBackup[]): readonly (readonly FoundBackup[])[] {
  const known = new Set(backups.flatMap(({ manifest }) => manifest?.cluster.id ?? []));
  const [only] = known.size === 1 ? known : [];
  const idOf = ({ manifest }: FoundBackup): string => manifest?.cluster.id ?? only ?? "";
  return [...new Set(backups.map(idOf))].map((id) => backups.filter((one) => idOf(one) === id));
}

function counted(count: number): string {
  return count === 1 ? "1 backup" : `${String(count)} backups`;
}
