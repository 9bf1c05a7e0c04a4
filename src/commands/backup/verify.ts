import { exitCodes } from "../../errors.ts";
import { defineCommand } from "../define-command.ts";
import { readWaitTimeoutMs, waitTimeoutFlag } from "../shared/wait-timeout.ts";
import type { Drilled, DrillNeeds } from "./drill.ts";
import { type FindNeeds, pathOfBackup } from "./find-backups.ts";
import { formatBytes } from "./format-bytes.ts";
import { formatCounts } from "./format-counts.ts";
import { decryptFlags, type KeyNeeds, readKeys } from "./keys.ts";
import { openBackup } from "./open-backup.ts";
import { backupArgument } from "./show.ts";

export const verify = defineCommand({
  name: "verify",
  summary: "Read a backup to its end and compare every part with its checksum",
  description:
    "Reads a backup to its end and compares every part with the SHA-256 that was written with it. Exit code 6: it is damaged, cut short, or no backup. With `--drill` it is then restored into an instance of its own beside the cluster, which needs the memory of a second one: its namespaces, search attributes and counts are compared with what the backup says, every record of the index with the database, a workflow is run, and all of it is removed. Exit code 1: something of that failed.",
  arguments: { backup: backupArgument },
  flags: {
    ...decryptFlags,
    drill: { flag: "--drill", summary: "restore it into an instance of its own, run a workflow there, remove it" },
    waitTimeout: waitTimeoutFlag,
  },
  examples: [
    { command: "temporal-start backup verify latest", explains: "is it what was written?" },
    { command: "temporal-start backup verify latest --drill", explains: "does a cluster come back from it?" },
  ],
  async run(input, context: FindNeeds & KeyNeeds & DrillNeeds) {
    const waitTimeoutMs = readWaitTimeoutMs(input.flags.waitTimeout);
    const { readBackup } = await import("../../backup/read-backup.ts");
    const startedMs = context.clock.now();
    const path = await pathOfBackup(context, input.arguments.backup);
    const keys = await readKeys(context, input.flags);
    const open = async () => (await openBackup(context, path, keys)).stream;
    const read = await readBackup(path, await open());
    const { manifest, checksums, bytes } = read;
    const seconds = (context.clock.now() - startedMs) / 1000;
    const verified = `${path} is what was written on ${manifest.createdAt}: ${String(checksums.parts.length)} parts, ${formatBytes(bytes)}, ${seconds.toFixed(1)} s.\n`;
    const data = { path, bytes, parts: checksums.parts.length, seconds, createdAt: manifest.createdAt };
    if (!input.flags.drill) return { exitCode: exitCodes.ok, data, text: verified };
    const { drill } = await import("./drill.ts");
    const drilled = await drill(context, { path, open, ...read }, waitTimeoutMs);
    return { exitCode: exitCodes.ok, data: { ...data, drill: drilled }, text: `${verified}${renderDrilled(drilled)}` };
  },
});

function renderDrilled({ instance, seconds, counts }: Drilled): string {
  return `A cluster came back from it (instance ${instance}, removed again) after ${seconds.toFixed(1)} s: ${formatCounts(counts)}, all listed, and a workflow ran.\n`;
}
