import { createHash } from "node:crypto";
import { type Readable, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { extract, pack } from "tar-stream";

/** Of what is streamed nobody knows the size before its end, and a tar file tells sizes first. */
const pieceBytes = 8 * 1024 * 1024;
const fileMode = 0o600;

export interface ArchivePart {
  readonly name: string;
  readonly bytes: number;
  /** In hex. */
  readonly sha256: string;
}

export interface ArchiveWriter {
  add(name: string, content: string | Uint8Array): Promise<void>;
  /** Takes a stream of any length as the parts NAME.0000, NAME.0001 and so on. */
  pieces(name: string): Writable;
  /** What was added so far. */
  parts(): readonly ArchivePart[];
  /** Resolves when everything has been written to the sink. */
  finish(): Promise<void>;
}

/** A tar file, written while its parts are made. */
export function writeArchive(sink: Writable, now: () => number): ArchiveWriter {
  const tar = pack();
  const written = pipeline(tar, sink);
  // Whoever adds or finishes is told; a stream may fail once more after the pipeline has let go of it.
  written.catch(() => undefined);
  for (const stream of [tar, sink]) stream.on("error", () => undefined);
  const parts: ArchivePart[] = [];
  const add = async (name: string, content: string | Uint8Array): Promise<void> => {
    const body = Buffer.from(content);
    const header = { name, size: body.length, mode: fileMode, mtime: new Date(now()) };
    const added = new Promise<void>((resolve, reject) => {
      const entry = tar.entry(header, body, (error) => {
        if (error) reject(error);
        else resolve();
      });
      entry.on("error", reject);
    });
    // A sink that fails ends the tar file: an entry that is under way hears nothing of it, and a later one not why.
    await Promise.race([added.catch(() => written), written]);
    parts.push({ name, bytes: body.length, sha256: sha256Of(body) });
  };
  return {
    add,
    pieces: (name) => piecesOf(name, add),
    parts: () => parts,
    async finish() {
      tar.finalize();
      await written;
    },
  };
}

function piecesOf(name: string, add: ArchiveWriter["add"]): Writable {
  let kept: Buffer[] = [];
  let bytes = 0;
  let count = 0;
  const flush = async (): Promise<void> => {
    const piece = Buffer.concat(kept);
    kept = [];
    bytes = 0;
    await add(`${name}.${String(count++).padStart(4, "0")}`, piece);
  };
  return new Writable({
    write(chunk: Buffer, _, done) {
      kept.push(chunk);
      bytes += chunk.length;
      if (bytes < pieceBytes) done();
      else
        flush().then(() => {
          done();
        }, done);
    },
    final(done) {
      if (bytes === 0) done();
      else
        flush().then(() => {
          done();
        }, done);
    },
  });
}

/** Reads a part to its end; one that is not read is passed over. */
export interface ReadPart {
  readonly name: string;
  readonly bytes: number;
  readonly content: AsyncIterable<Uint8Array>;
}

/**
 * Gives the parts of a tar file in their order.
 * @throws Error of the tar reader where it is damaged or cut short
 */
export async function readArchive(source: Readable, onPart: (part: ReadPart) => Promise<void>): Promise<void> {
  const tar = extract();
  const fed = pipeline(source, tar);
  fed.catch(() => undefined);
  for await (const entry of tar) {
    const { name, size } = entry.header;
    await onPart({ name, bytes: size, content: entry as AsyncIterable<Uint8Array> });
    entry.resume();
  }
  await fed;
}

function sha256Of(content: Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
