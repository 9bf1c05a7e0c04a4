import { programFor } from "../../cluster/settings/instance.ts";
import { exitCodes } from "../../errors.ts";
import { formatTitledTable } from "../../output/table.ts";
import type { Needs } from "../command.ts";
import { defineCommand } from "../define-command.ts";
import { type FindNeeds, type FoundBackup, findBackups, folderFlag } from "./find-backups.ts";
import { formatBytes } from "./format-bytes.ts";

export const list = defineCommand({
  name: "list",
  summary: "List the backups of an instance, newest first",
  flags: { folder: folderFlag },
  examples: [
    { command: "temporal-start backup list", explains: "those in the instance's own folder" },
    { command: "temporal-start backup list --folder /mnt/backups", explains: "those somewhere else" },
  ],
  async run(input, context: FindNeeds & Needs<"settings" | "style">) {
    const { topology } = await context.settings();
    const found = await findBackups(context, input.flags.folder);
    const backups = found.map(({ path, bytes, createdMs, instance, isEncrypted, manifest }) => ({
      path,
      bytes,
      createdAt: new Date(createdMs).toISOString(),
      instance: instance ?? null,
      label: manifest?.label ?? null,
      executions: manifest?.counts.executions ?? null,
      open: manifest?.counts.open ?? null,
      isEncrypted,
      isReadable: manifest !== undefined,
    }));
    const table = formatTitledTable(
      ["NAME", "CREATED", "SIZE", "INSTANCE", "EXECUTIONS", "OPEN", "LABEL"],
      found.map(rowOf),
      context.style,
    );
    const text =
      found.length === 0
        ? `There are no backups; ${programFor(topology.instance)} backup create makes one.\n`
        : `${table}\n`;
    return { exitCode: exitCodes.ok, data: { backups }, text };
  },
});

function rowOf({ name, bytes, createdMs, instance, isEncrypted, manifest }: FoundBackup): readonly string[] {
  const created = new Date(createdMs).toISOString().slice(0, 19).replace("T", " ");
  const unread = isEncrypted ? `${instance ?? ""} (encrypted)`.trim() : "cannot be read";
  if (manifest === undefined) return [name, created, formatBytes(bytes), unread, "–", "–", "–"];
  const { executions, open } = manifest.counts;
  const counts = [executions, open].map((count) => count.toLocaleString("en"));
  return [name, created, formatBytes(bytes), manifest.instance, ...counts, manifest.label ?? "–"];
}
