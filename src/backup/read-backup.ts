import type { Readable } from "node:stream";
import {
  type ArchiveKind,
  checksumsName,
  manifestName,
  type ReadWhole,
  readManifestOnly,
  readWhole,
} from "../archive/checked-archive.ts";
import { TemporalStartError } from "../errors.ts";
import { type Checksums, checksumsSchema, type Manifest, manifestSchema, newestFormat } from "./manifest.ts";

export type ReadBackup = ReadWhole<Manifest, Checksums>;

/**
 * Reads a backup to its end and compares every part with its checksum.
 * @param onContent is given the content of all parts but the two that describe them, as it is read
 * @throws TemporalStartError BACKUP_DAMAGED, BACKUP_UNKNOWN for a file that is none, or one of another format
 */
export function readBackup(
  path: string,
  source: Readable,
  onContent?: (name: string, content: Uint8Array) => Promise<void>,
): Promise<ReadBackup> {
  return readWhole(backups, path, source, onContent);
}

/** The manifest alone, which comes first. @throws TemporalStartError BACKUP_UNKNOWN, BACKUP_DAMAGED */
export function readManifestOf(path: string, source: Readable): Promise<Manifest> {
  return readManifestOnly(backups, path, source);
}

const backups: ArchiveKind<Manifest, Checksums> = {
  readManifest(path, value) {
    const kind = (value as { readonly kind?: unknown } | undefined)?.kind;
    if (kind === "bundle") throw unknown(path, "it is a bundle, which temporal-start bundle load takes");
    const format = (value as { readonly format?: unknown } | undefined)?.format;
    if (typeof format === "number" && format > newestFormat)
      throw unknown(path, `it has format ${String(format)}, and this program restores up to ${String(newestFormat)}`);
    const read = manifestSchema.safeParse(value);
    if (!read.success)
      throw damaged(path, `${manifestName} makes no sense (at ${read.error.issues[0]?.path.join(".") ?? ""})`);
    return read.data;
  },
  readChecksums(path, value) {
    const read = checksumsSchema.safeParse(value);
    if (!read.success)
      throw damaged(path, `${checksumsName} makes no sense (at ${read.error.issues[0]?.path.join(".") ?? ""})`);
    return read.data;
  },
  damaged,
  unknown,
};

function damaged(path: string, why: string, cause?: unknown): TemporalStartError {
  return new TemporalStartError({
    code: "BACKUP_DAMAGED",
    category: "preflight",
    message: `${path} is damaged: ${why}. Nothing was changed.`,
    hint: "temporal-start backup list shows the others.",
    cause,
  });
}

function unknown(path: string, why: string, cause?: unknown): TemporalStartError {
  return new TemporalStartError({
    code: "BACKUP_UNKNOWN",
    category: "preflight",
    message: `${path} is no backup that this program can read: ${why}. Nothing was changed.`,
    hint: "temporal-start backup list",
    cause,
  });
}
