import { createHash } from "node:crypto";
import type { Readable } from "node:stream";
import { causeMessage, TemporalStartError } from "../errors.ts";
import { type ArchivePart, type ReadPart, readArchive } from "./archive.ts";

/** The first part of an archive: what it is of, written before all that is long. */
export const manifestName = "manifest.json";
/** The last part: what the parts before it have to be. */
export const checksumsName = "checksums.json";

/** Enough for a manifest of thousands of namespaces. */
const mostTextBytes = 64 * 1024 * 1024;

/** A kind of archive. Both readers throw an error in a person's words. */
export interface ArchiveKind<Manifest, Checksums extends { readonly parts: readonly ArchivePart[] }> {
  readonly readManifest: (path: string, value: unknown) => Manifest;
  readonly readChecksums: (path: string, value: unknown) => Checksums;
  /** Of a file that is one, and not as it was written. */
  readonly damaged: (path: string, why: string, cause?: unknown) => TemporalStartError;
  /** Of a file that is none, or one of another kind or format. */
  readonly unknown: (path: string, why: string, cause?: unknown) => TemporalStartError;
}

export interface ReadWhole<Manifest, Checksums> {
  readonly manifest: Manifest;
  readonly checksums: Checksums;
  /** Of all parts but the two that describe them. */
  readonly bytes: number;
}

type OnContent = (name: string, content: Uint8Array) => Promise<void>;

/**
 * Reads an archive to its end and compares every part with its checksum.
 * @param onContent is given the content of all parts but the two that describe them, as it is read
 * @throws TemporalStartError of the kind
 */
export async function readWhole<Manifest, Checksums extends { readonly parts: readonly ArchivePart[] }>(
  kind: ArchiveKind<Manifest, Checksums>,
  path: string,
  source: Readable,
  onContent: OnContent = () => Promise.resolve(),
): Promise<ReadWhole<Manifest, Checksums>> {
  const read: ArchivePart[] = [];
  let checksums: Checksums | undefined;
  const manifest = await walk(kind, path, source, async (part) => {
    if (part.name !== checksumsName) read.push(await readPart(part, (content) => onContent(part.name, content)));
    else checksums = kind.readChecksums(path, parsed((await textOf(part)).text));
  });
  if (checksums === undefined) throw kind.damaged(path, "its end is missing");
  const why = firstDifference(checksums.parts, [manifest.part, ...read]);
  if (why !== undefined) throw kind.damaged(path, why);
  return { manifest: manifest.value, checksums, bytes: read.reduce((sum, { bytes }) => sum + bytes, 0) };
}

/** The manifest alone, which comes first. @throws TemporalStartError of the kind */
export async function readManifestOnly<Manifest, Checksums extends { readonly parts: readonly ArchivePart[] }>(
  kind: ArchiveKind<Manifest, Checksums>,
  path: string,
  source: Readable,
): Promise<Manifest> {
  try {
    return (await walk(kind, path, source, () => Promise.resolve("enough"))).value;
  } finally {
    source.destroy();
  }
}

/** Ends a walk whose rest nobody wants. */
const enough = new Error("what was wanted has been read");

/** @param onPart is given each part after the manifest, until it has enough */
async function walk<Manifest, Checksums extends { readonly parts: readonly ArchivePart[] }>(
  kind: ArchiveKind<Manifest, Checksums>,
  path: string,
  source: Readable,
  // eslint-disable-next-line @typescript-eslint/no-invalid-void-type -- nothing is said where the walk goes on
  onPart: (part: ReadPart) => Promise<"enough" | void>,
): Promise<{ readonly value: Manifest; readonly part: ArchivePart }> {
  let manifest: { readonly value: Manifest; readonly part: ArchivePart } | undefined;
  try {
    await readArchive(source, async (part) => {
      if (manifest !== undefined) {
        if ((await onPart(part)) === "enough") throw enough;
        return;
      }
      if (part.name !== manifestName) throw kind.unknown(path, "it does not begin with a manifest");
      const { text, part: seen } = await textOf(part);
      manifest = { value: kind.readManifest(path, parsed(text)), part: seen };
    });
  } catch (error) {
    if (error instanceof TemporalStartError) throw error;
    if (error !== enough && manifest === undefined) throw kind.unknown(path, wordsOf(error) ?? noTar, error);
    if (error !== enough) throw kind.damaged(path, wordsOf(error) ?? "its parts do not follow each other", error);
  }
  if (manifest === undefined) throw kind.unknown(path, "it is empty");
  return manifest;
}

const noTar = "it is no tar file that begins with a manifest";

/** Those of the tar reader are for programmers; undefined where it is one of them. */
function wordsOf(error: unknown): string | undefined {
  const words = causeMessage(error);
  if (/unexpected end|premature close/i.test(words)) return "it is cut short";
  return /tar header|checksum|tar is corrupted/i.test(words) ? undefined : words;
}

async function textOf(part: ReadPart): Promise<{ readonly text: string; readonly part: ArchivePart }> {
  if (part.bytes > mostTextBytes) throw new Error(`${part.name} is larger than any has it`);
  const text: Uint8Array[] = [];
  const seen = await readPart(part, (content) => {
    text.push(content);
    return Promise.resolve();
  });
  return { text: Buffer.concat(text).toString(), part: seen };
}

async function readPart(
  { name, bytes, content }: ReadPart,
  onContent: (content: Uint8Array) => Promise<void>,
): Promise<ArchivePart> {
  const hash = createHash("sha256");
  for await (const piece of content) {
    hash.update(piece);
    await onContent(piece);
  }
  return { name, bytes, sha256: hash.digest("hex") };
}

function firstDifference(wanted: readonly ArchivePart[], read: readonly ArchivePart[]): string | undefined {
  const wrong = wanted.find((part, index) => {
    const found = read[index];
    return found?.name !== part.name || found.bytes !== part.bytes || found.sha256 !== part.sha256;
  });
  if (wrong !== undefined) return `its part ${wrong.name} is not what was written`;
  return read.length === wanted.length ? undefined : "it has parts that were not written with it";
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
