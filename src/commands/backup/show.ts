import { exitCodes } from "../../errors.ts";
import type { Needs } from "../command.ts";
import { defineCommand } from "../define-command.ts";
import { type FindNeeds, pathOfBackup } from "./find-backups.ts";
import { formatBytes } from "./format-bytes.ts";
import { decryptFlags, type KeyNeeds, readKeys } from "./keys.ts";
import { openBackup } from "./open-backup.ts";

export const backupArgument = {
  summary: "a file, s3://BUCKET/KEY, a name that `backup list` shows, `latest`, or FOLDER/latest",
  required: true,
} as const;

export const show = defineCommand({
  name: "show",
  summary: "Show what a backup is of",
  arguments: { backup: backupArgument },
  flags: decryptFlags,
  examples: [{ command: "temporal-start backup show latest", explains: "versions, namespaces and counts" }],
  async run(input, context: FindNeeds & KeyNeeds & Needs<"style">) {
    const { readManifestOf } = await import("../../backup/read-backup.ts");
    const path = await pathOfBackup(context, input.arguments.backup);
    const { bytes, stream } = await openBackup(context, path, await readKeys(context, input.flags));
    const manifest = await readManifestOf(path, stream);
    const { database, cluster, namespaces, searchAttributes, counts } = manifest;
    const attributes = Object.values(searchAttributes).flatMap((types) =>
      Object.entries(types).map(([name, type]) => `${name}=${type}`),
    );
    const schemas = Object.entries(database.schemas).map(([name, version]) => `${name} ${version}`);
    const rows: readonly (readonly [string, string])[] = [
      ["file", `${path}, ${formatBytes(bytes)}`],
      ["created", `${manifest.createdAt} by temporal-start ${manifest.program}`],
      ...(manifest.label === undefined ? [] : [["label", manifest.label] as const]),
      ["instance", `${manifest.instance}, cluster ${cluster.name} (${cluster.id})`],
      ["database", `PostgreSQL ${database.version}, ${formatBytes(database.bytes)}, user ${database.user}`],
      ["schemas", schemas.join(", ")],
      ["history shards", String(cluster.historyShards)],
      [
        "executions",
        `${counts.executions.toLocaleString("en")}, ${counts.open.toLocaleString("en")} of them open, Temporal's own among them`,
      ],
      [
        "namespaces",
        namespaces.map(({ name, retentionSeconds }) => `${name} (${inDays(retentionSeconds)})`).join(", "),
      ],
      ...(manifest.wal === undefined
        ? []
        : [["leads on", `to any later moment, through ${manifest.wal.slot}`] as const]),
      ...(manifest.index === undefined ? [] : [["index", `records of ${manifest.index.name} come along`] as const]),
      ["search attributes", attributes.join(", ") || "none"],
      ...Object.entries(manifest.images).map(([service, image]) => [service, image] as const),
    ];
    const width = Math.max(...rows.map(([name]) => name.length));
    const text = rows.map(([name, value]) => `${name.padEnd(width)}  ${value}\n`).join("");
    return { exitCode: exitCodes.ok, data: { path, bytes, ...manifest }, text };
  },
});

function inDays(seconds: number): string {
  return `${String(Math.round((seconds / 86_400) * 10) / 10)} d`;
}
