import { createHash } from "node:crypto";
import type { Readable } from "node:stream";
import { causeMessage, TemporalStartError } from "../errors.ts";
import { type ReadPart, readArchive } from "./archive.ts";
import {
  type Checksums,
  checksumsName,
  checksumsSchema,
  type Manifest,
  manifestName,
  manifestSchema,
} from "./manifest.ts";

/** Enough for a manifest of thousands of namespaces. */
const mostTextBytes = 64 * 1024 * 1024;

export interface ReadBackup {
  readonly manifest: Manifest;
  readonly checksums: Checksums;
  readonly bytes: number;
}

/**
 * Reads a backup to its end and compares every part with its checksum.
 * @param onContent is given the content of all parts but the two that describe them, as it is read
 * @throws TemporalStartError BACKUP_DAMAGED, BACKUP_UNKNOWN for a file that is none, or one of another format
 */
export async function readBackup(
  path: string,
  source: Readable,
  onContent: (name: string, content: Uint8Array) => Promise<void> = () => Promise.resolve(),
): Promise<ReadBackup> {
  const read: Seen[] = [];
  let manifest: Manifest | undefined;
  let checksums: Checksums | undefined;
  const onPart = async (part: ReadPart): Promise<void> => {
    const { name } = part;
    if (manifest === undefined && name !== manifestName) throw unknown(path, "it does not begin with a manifest");
    const isText = name === manifestName || name === checksumsName;
    const text: Uint8Array[] = [];
    const seen = await readPart(part, async (content) => {
      if (isText) text.push(content);
      else await onContent(name, content);
    });
    if (name === manifestName) manifest = readManifest(path, Buffer.concat(text).toString());
    if (name === checksumsName) checksums = readChecksums(path, Buffer.concat(text).toString());
    else read.push(seen);
  };
  try {
    await readArchive(source, onPart);
  } catch (error) {
    if (error instanceof TemporalStartError) throw error;
    throw manifest === undefined
      ? unknown(path, causeMessage(error), error)
      : damaged(path, causeMessage(error), error);
  }
  if (manifest === undefined) throw unknown(path, "it is empty");
  if (checksums === undefined) throw damaged(path, "its end is missing");
  compare(path, checksums.parts, read);
  return { manifest, checksums, bytes: read.reduce((sum, { bytes }) => sum + bytes, 0) };
}

/** The manifest alone, which comes first. @throws TemporalStartError BACKUP_UNKNOWN */
export async function readManifestOf(path: string, source: Readable): Promise<Manifest> {
  let manifest: Manifest | undefined;
  const enough = new Error("the manifest has been read");
  const onPart = async (part: ReadPart): Promise<void> => {
    if (part.name !== manifestName) throw unknown(path, "it does not begin with a manifest");
    const text: Uint8Array[] = [];
    await readPart(part, (content) => {
      text.push(content);
      return Promise.resolve();
    });
    manifest = readManifest(path, Buffer.concat(text).toString());
    throw enough;
  };
  try {
    await readArchive(source, onPart);
  } catch (error) {
    if (error !== enough) throw error instanceof TemporalStartError ? error : unknown(path, causeMessage(error), error);
  } finally {
    source.destroy();
  }
  if (manifest === undefined) throw unknown(path, "it is empty");
  return manifest;
}

type Seen = Checksums["parts"][number];

async function readPart(
  { name, bytes, content }: ReadPart,
  onContent: (content: Uint8Array) => Promise<void>,
): Promise<Seen> {
  const isText = name === manifestName || name === checksumsName;
  if (isText && bytes > mostTextBytes) throw new Error(`${name} is larger than any backup has it`);
  const hash = createHash("sha256");
  for await (const piece of content) {
    hash.update(piece);
    await onContent(piece);
  }
  return { name, bytes, sha256: hash.digest("hex") };
}

function compare(path: string, wanted: readonly Seen[], read: readonly Seen[]): void {
  const wrong = wanted.find((part, index) => {
    const found = read[index];
    return found?.name !== part.name || found.bytes !== part.bytes || found.sha256 !== part.sha256;
  });
  if (wrong !== undefined) throw damaged(path, `its part ${wrong.name} is not what was written`);
  if (read.length !== wanted.length) throw damaged(path, "it has parts that were not written by a backup");
}

function readManifest(path: string, text: string): Manifest {
  const value = parsed(text);
  const format = (value as { readonly format?: unknown } | undefined)?.format;
  if (typeof format === "number" && format !== 1)
    throw unknown(path, `it has format ${String(format)}, and this program restores format 1`);
  const read = manifestSchema.safeParse(value);
  if (!read.success) throw damaged(path, `${manifestName} makes no sense (${read.error.issues[0]?.message ?? ""})`);
  return read.data;
}

function readChecksums(path: string, text: string): Checksums {
  const read = checksumsSchema.safeParse(parsed(text));
  if (!read.success) throw damaged(path, `${checksumsName} makes no sense (${read.error.issues[0]?.message ?? ""})`);
  return read.data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

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
