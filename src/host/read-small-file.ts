import { closeSync, openSync, readSync, statSync } from "node:fs";

/** Settings, logins and notes are far smaller. */
const mostBytes = 4 * 1_048_576;

/**
 * The text of a file of settings or of a program's own notes. Read at once: `node:fs/promises` takes longer to load, in
 * every command, than a hundred of them to read. A device may have no end, and a pipe no size.
 * @throws Error what keeps it from being read
 */
export function readSmallFile(path: string): string {
  const stats = statSync(path);
  if (stats.isCharacterDevice() || stats.isBlockDevice()) throw new Error("it is a device, and no file");
  const file = openSync(path, "r");
  try {
    const parts: Buffer[] = [];
    for (let bytes = 0; ; ) {
      const part = Buffer.alloc(65_536);
      const count = readSync(file, part);
      if (count === 0) return Buffer.concat(parts).toString("utf8");
      bytes += count;
      if (bytes > mostBytes) throw new Error(`it is larger than ${String(mostBytes / 1_048_576)} MB`);
      parts.push(part.subarray(0, count));
    }
  } finally {
    closeSync(file);
  }
}
