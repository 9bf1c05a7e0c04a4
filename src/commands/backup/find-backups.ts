import { basename, dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { isEncrypted } from "../../backup/is-encrypted.ts";
import type { Manifest } from "../../backup/manifest.ts";
import { backupEnding, encryptedEnding, isBackupName, readBackupName } from "../../backup/names.ts";
import { isHere, resolvePath } from "../../backup/paths.ts";
import { defined } from "../../defined.ts";
import { TemporalStartError } from "../../errors.ts";
import type { FileStore } from "../../interfaces/file-store.ts";
import type { Needs } from "../command.ts";
import { shellWord } from "../shared/shell-word.ts";

export type FindNeeds = Needs<"backupFolder" | "fileStore" | "place">;

export interface FoundBackup {
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
  /** Milliseconds since the epoch. */
  readonly createdMs: number;
  /** By its content, or, of one that is encrypted, by its name. */
  readonly instance?: string;
  readonly isEncrypted: boolean;
  /** Undefined where the file is no backup that this program can read without a key. */
  readonly manifest?: Manifest;
  /** Why it could not be read; it may be a good one. */
  readonly problem?: TemporalStartError;
}

interface Read {
  readonly isEncrypted: boolean;
  readonly manifest?: Manifest;
  readonly problem?: TemporalStartError;
}

/** What is no backup is passed over; what cannot be read is told by whoever needs it. */
function asUnread(error: unknown): Read {
  if (!(error instanceof TemporalStartError)) throw error;
  const isNone = ["BACKUP_UNKNOWN", "BACKUP_DAMAGED"].includes(error.facts.code);
  return { isEncrypted: false, ...(isNone ? {} : { problem: error }) };
}

export const folderFlag = {
  flag: "--folder <path>",
  summary: "where the backups are, also s3://BUCKET/FOLDER; default: the instance's own folder",
} as const;

/** Backups of a folder, newest first. Of each its first part is read, and no more. */
export async function findBackups(context: FindNeeds, folder: string | undefined): Promise<readonly FoundBackup[]> {
  const { readManifestOf } = await import("../../backup/read-backup.ts");
  const store = await context.fileStore();
  const files = (await store.list(await folderOf(context, folder))).filter(({ path }) => isBackupName(path));
  const found: FoundBackup[] = [];
  // One after the other: there may be hundreds.
  for (const { path, bytes, modifiedMs } of files) {
    const name = basename(path);
    const read = await look(store, path, readManifestOf).catch(asUnread);
    const named = read.isEncrypted ? readBackupName(name) : undefined;
    const createdMs =
      read.manifest === undefined ? (named?.createdMs ?? modifiedMs) : Date.parse(read.manifest.createdAt);
    const instance = read.manifest?.instance ?? named?.instance;
    found.push({
      ...{ path, name, bytes, createdMs, isEncrypted: read.isEncrypted },
      ...defined({ instance, manifest: read.manifest, problem: read.problem }),
    });
  }
  return found.toSorted((one, other) => other.createdMs - one.createdMs);
}

async function look(
  store: FileStore,
  path: string,
  readManifestOf: (path: string, stream: Readable) => Promise<Manifest>,
): Promise<Read> {
  const { stream } = await store.open(path);
  const encrypted = await isEncrypted(stream);
  if (encrypted) stream.destroy();
  return encrypted ? { isEncrypted: true } : { isEncrypted: false, manifest: await readManifestOf(path, stream) };
}

/**
 * Path of the backup that a person means: a path, a name in the instance's folder, or `latest`, of that folder or after
 * another one.
 * @param toTime what it has to lead to, in milliseconds since the epoch or as far as can be: then `latest` is the latest of
 * those from which one can go on
 * @param refused paths of which whoever asks knows that they do not
 * @throws TemporalStartError BACKUP_MISSING
 */
export async function pathOfBackup(
  context: FindNeeds,
  given: string,
  toTime?: number | "latest",
  refused: readonly string[] = [],
): Promise<string> {
  const folder = await context.backupFolder();
  if (basename(given) === "latest")
    return newestIn(context, given === "latest" ? undefined : dirname(given), toTime, refused);
  const path = resolvePath(context.place.currentFolder, given);
  // Why it cannot be read, whoever reads it is told.
  if (!isHere(path)) return path;
  const store = await context.fileStore();
  if (await store.isFolder(path)) throw isFolder(path);
  for (const candidate of [
    path,
    join(folder, given),
    ...[backupEnding, encryptedEnding].map((ending) => join(folder, `${given}${ending}`)),
  ]) {
    const opened = await store.open(candidate).catch(() => undefined);
    opened?.stream.destroy();
    if (opened !== undefined) return candidate;
  }
  throw missing(`There is no backup ${given}, neither at ${path} nor in ${folder}.`);
}

async function newestIn(
  context: FindNeeds,
  folder: string | undefined,
  toTime: number | "latest" | undefined,
  refused: readonly string[],
): Promise<string> {
  const found = await findBackups(context, folder);
  const newest = found.find((one) => !refused.includes(one.path) && mayLead(one, toTime));
  if (newest?.problem !== undefined) throw newest.problem;
  const which = toTime === undefined ? "" : " that leads to that moment";
  if (newest === undefined) throw missing(`There is no backup${which} in ${await folderOf(context, folder)}.`);
  return newest.path;
}

/** One that is encrypted, or cannot be read, tells only when it is opened. */
function mayLead(
  { isEncrypted: locked, manifest, problem, createdMs }: FoundBackup,
  toTime: number | "latest" | undefined,
): boolean {
  if (typeof toTime === "number" && createdMs > toTime) return false;
  if (manifest === undefined) return locked || problem !== undefined;
  return toTime === undefined || manifest.wal !== undefined;
}

/** The own one need not be there yet. @throws TemporalStartError BACKUP_MISSING where a folder that was named is not there */
async function folderOf(context: FindNeeds, folder: string | undefined): Promise<string> {
  if (folder === undefined) return context.backupFolder();
  const path = resolvePath(context.place.currentFolder, folder);
  if (!isHere(path) || (await (await context.fileStore()).isFolder(path))) return path;
  throw missing(`There is no folder ${path}.`, "temporal-start backup list shows those of the instance's own folder.");
}

function isFolder(path: string): TemporalStartError {
  const folder = shellWord(path);
  return missing(
    `${path} is a folder.`,
    `temporal-start backup list --folder ${folder} shows what is in it, and ${folder}/latest is the newest of them.`,
  );
}

function missing(message: string, hint = "temporal-start backup list"): TemporalStartError {
  return new TemporalStartError({
    code: "BACKUP_MISSING",
    category: "preflight",
    message,
    hint,
  });
}
