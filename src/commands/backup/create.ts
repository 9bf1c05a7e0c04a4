import { backupEnding, backupName, encryptedEnding, isBackupName } from "../../backup/names.ts";
import { joinPath, resolvePath } from "../../backup/paths.ts";
import { instanceLabel } from "../../cluster/settings/instance.ts";
import { exitCodes, type TemporalStartError } from "../../errors.ts";
import type { Needs } from "../command.ts";
import { defineCommand } from "../define-command.ts";
import { usageError } from "../shared/flags.ts";
import { type HoldNeeds, holdCluster } from "../shared/hold-cluster.ts";
import { readWaitTimeoutMs, waitTimeoutFlag } from "../shared/wait-timeout.ts";
import { formatBytes } from "./format-bytes.ts";
import { formatCounts } from "./format-counts.ts";
import { encryptFlags, type KeyNeeds, readKeys } from "./keys.ts";
import { type MakeNeeds, makeBackup } from "./make-backup.ts";

export const create = defineCommand({
  name: "create",
  summary: "Back up the cluster into one file, while workflows run",
  description:
    "Streams a base backup of PostgreSQL, which has all that Temporal must not lose, the settings that made the cluster without its secrets, and the dynamic configuration into one tar file with checksums, readable by its owner alone. It is the state of the moment at which the copy ended. The file comes under its name when it is whole.",
  streams: "then-envelope",
  flags: {
    output: {
      flag: "--output <file>",
      summary: "the file, or a folder for it, or s3://BUCKET/FOLDER/; default: the instance's own folder",
    },
    ...encryptFlags,
    secrets: {
      flag: "--with-secrets",
      summary: "take the passwords of the settings along; only into an encrypted backup",
    },
    index: {
      flag: "--with-index",
      summary: "take the records of the visibility index along, which are made anew from the database otherwise",
    },
    label: { flag: "--label <text>", summary: "words that `backup list` shows" },
    waitTimeout: waitTimeoutFlag,
  },
  examples: [
    { command: "temporal-start backup create", explains: "into the instance's own folder" },
    { command: 'temporal-start backup create --output /mnt/backups --label "before 2.0"', explains: "somewhere else" },
  ],
  async run(input, context: HoldNeeds & KeyNeeds & MakeNeeds & Needs<"backupFolder" | "giveWay">) {
    const waitTimeoutMs = readWaitTimeoutMs(input.flags.waitTimeout);
    const { output, label, secrets, index } = input.flags;
    const keys = await readKeys(context, input.flags);
    if (secrets && keys === undefined) throw unencryptedSecrets();
    const made = await holdCluster(
      context,
      { command: "backup create", waitTimeoutMs },
      async ({ onInterruptionSay }) => {
        const path = await pathFor(context, output, keys === undefined ? backupEnding : encryptedEnding);
        onInterruptionSay("No backup was made.");
        // Workflows come first, and nothing waits for this.
        context.giveWay();
        return makeBackup(context, path, { label, keys, hasSecrets: secrets, hasIndex: index, isGentle: true });
      },
    );
    const { path, bytes, seconds, manifest } = made;
    return {
      exitCode: exitCodes.ok,
      data: { path, bytes, seconds, ...manifest },
      text: `${path}\n${formatBytes(bytes)} in ${seconds.toFixed(1)} s: ${formatCounts(manifest.counts)}, Temporal's own among them.\n${isBackupName(path) ? "" : `backup list does not show it: its name does not end in ${backupEnding}.\n`}`,
    };
  },
});

function unencryptedSecrets(): TemporalStartError {
  return usageError(
    "Passwords go into an encrypted backup only.",
    "temporal-start backup create --with-secrets --recipient age1…, or --passphrase-file FILE",
  );
}

/** Absolute. */
async function pathFor(
  context: Needs<"backupFolder" | "clock" | "fileStore" | "place" | "settings">,
  output: string | undefined,
  ending: string,
): Promise<string> {
  const { values } = await context.settings();
  const name = backupName(instanceLabel(values.TEMPORAL_INSTANCE), context.clock.now(), ending);
  if (output === undefined) return joinPath(await context.backupFolder(), name);
  const path = resolvePath(context.place.currentFolder, output);
  const store = await context.fileStore();
  return output.endsWith("/") || (await store.isFolder(path)) ? joinPath(path, name) : path;
}
