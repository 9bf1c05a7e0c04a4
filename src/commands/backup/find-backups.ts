import { basename, join, resolve } from "node:path";
import type { Manifest } from "../../backup/manifest.ts";
import { backupEnding } from "../../backup/names.ts";
import { defined } from "../../defined.ts";
import { TemporalStartError } from "../../errors.ts";
import type { Needs } from "../command.ts";

export type FindNeeds = Needs<"backupFolder" | "fileStore" | "place">;

export interface FoundBackup {
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
  /** Milliseconds since the epoch. */
  readonly createdMs: number;
  /** Undefined where the file is no backup that this program can read. */
  readonly manifest?: Manifest;
}

export const folderFlag = {
  flag: "--folder <path>",
  summary: "where the backups are; default: the instance's own folder",
} as const;

/** Backups of a folder, newest first. Of each its first part is read, and no more. */
export async function findBackups(context: FindNeeds, folder: string | undefined): Promise<readonly FoundBackup[]> {
  const { readManifestOf } = await import("../../backup/read-backup.ts");
  const store = await context.fileStore();
  const files = (await store.list(await folderOf(context, folder))).filter(({ path }) => path.endsWith(backupEnding));
  const found: FoundBackup[] = [];
  // One after the other: there may be hundreds.
  for (const { path, bytes, modifiedMs } of files) {
    const manifest = await store
      .open(path)
      .then(({ stream }) => readManifestOf(path, stream))
      .catch(() => undefined);
    const createdMs = manifest === undefined ? modifiedMs : Date.parse(manifest.createdAt);
    found.push({ path, name: basename(path), bytes, createdMs, ...defined({ manifest }) });
  }
  return found.toSorted((one, other) => other.createdMs - one.createdMs);
}

/**
 * Path of the backup that a person means: a path, a name in the instance's folder, or `latest`.
 * @throws TemporalStartError BACKUP_MISSING
 */
export async function pathOfBackup(context: FindNeeds, given: string): Promise<string> {
  const folder = await context.backupFolder();
  if (given === "latest") {
    const newest = (await findBackups(context, undefined)).find(({ manifest }) => manifest !== undefined);
    if (newest === undefined) throw missing(`There is no backup in ${folder}.`);
    return newest.path;
  }
  const path = resolve(context.place.currentFolder, given);
  const store = await context.fileStore();
  for (const candidate of [path, join(folder, given), join(folder, `${given}${backupEnding}`)]) {
    const opened = await store.open(candidate).catch(() => undefined);
    opened?.stream.destroy();
    if (opened !== undefined) return candidate;
  }
  throw missing(`There is no backup ${given}, neither at ${path} nor in ${folder}.`);
}

async function folderOf(context: FindNeeds, folder: string | undefined): Promise<string> {
  return folder === undefined ? context.backupFolder() : resolve(context.place.currentFolder, folder);
}

function missing(message: string): TemporalStartError {
  return new TemporalStartError({
    code: "BACKUP_MISSING",
    category: "preflight",
    message,
    hint: "temporal-start backup list",
  });
}
