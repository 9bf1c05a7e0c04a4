import { exitCodes } from "../../errors.ts";
import type { Needs } from "../command.ts";
import { defineCommand } from "../define-command.ts";
import { type FindNeeds, pathOfBackup } from "./find-backups.ts";
import { formatBytes } from "./format-bytes.ts";
import { backupArgument } from "./show.ts";

export const verify = defineCommand({
  name: "verify",
  summary: "Read a backup to its end and compare every part with its checksum",
  description:
    "Reads a backup to its end and compares every part with the SHA-256 that was written with it. Exit code 6: it is damaged, cut short, or no backup.",
  arguments: { backup: backupArgument },
  examples: [{ command: "temporal-start backup verify latest", explains: "is it what was written?" }],
  async run(input, context: FindNeeds & Needs<"clock">) {
    const { readBackup } = await import("../../backup/read-backup.ts");
    const startedMs = context.clock.now();
    const path = await pathOfBackup(context, input.arguments.backup);
    const { stream } = await (await context.fileStore()).open(path);
    const { manifest, checksums, bytes } = await readBackup(path, stream);
    const seconds = (context.clock.now() - startedMs) / 1000;
    return {
      exitCode: exitCodes.ok,
      data: { path, bytes, parts: checksums.parts.length, seconds, createdAt: manifest.createdAt },
      text: `${path} is what was written on ${manifest.createdAt}: ${String(checksums.parts.length)} parts, ${formatBytes(bytes)}, ${seconds.toFixed(1)} s.\n`,
    };
  },
});
