import { gzipSync } from "node:zlib";

export interface ArchiveEntry {
  /** At most 100 bytes, with slashes between folders. */
  readonly name: string;
  readonly content: string;
}

const blockBytes = 512;
const nameBytes = 100;
/** Only the owner reads what comes out. */
const fileMode = "0000600";

/** A .tar.gz (POSIX.1-1988 ustar) of some files, all of one moment. */
export function archiveOf(entries: readonly ArchiveEntry[], timeMs: number): Uint8Array {
  const parts = entries.flatMap(({ name, content }) => {
    const body = Buffer.from(content);
    return [headerOf(name, body.length, timeMs), body, Buffer.alloc(paddingOf(body.length))];
  });
  // Two empty blocks are the end.
  return gzipSync(Buffer.concat([...parts, Buffer.alloc(2 * blockBytes)]));
}

function headerOf(name: string, bytes: number, timeMs: number): Buffer {
  if (Buffer.byteLength(name) > nameBytes) throw new RangeError(`${name} is too long a name for an archive.`);
  const header = Buffer.alloc(blockBytes);
  const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, "0");
  header.write(name, 0);
  header.write(`${fileMode}\0${octal(0, 7)}\0${octal(0, 7)}\0`, 100);
  header.write(`${octal(bytes, 11)}\0${octal(Math.floor(timeMs / 1000), 11)}\0`, 124);
  // The checksum counts its own place as eight blanks.
  header.write("        0", 148);
  header.write("ustar\u000000", 257);
  const checksum = header.reduce((sum, byte) => sum + byte, 0);
  header.write(`${octal(checksum, 6)}\0 `, 148);
  return header;
}

function paddingOf(bytes: number): number {
  return (blockBytes - (bytes % blockBytes)) % blockBytes;
}
