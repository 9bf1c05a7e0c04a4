import { randomUUID } from "node:crypto";
import { chmodSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { makeFolder } from "./make-folder.ts";
import { removeIfThere } from "./remove-if-there.ts";

/**
 * Writes a file with the folders above it, which are for their owner alone: a reader finds the old content or the
 * new one, never a part. @param mode of the file, whatever the umask; @throws Error of the file system; nothing is left behind then
 */
export function replaceFile(path: string, text: string, mode = 0o600): void {
  const fresh = `${path}.${randomUUID()}`;
  makeFolder(dirname(path), 0o700);
  try {
    writeFileSync(fresh, text, { mode: 0o600, flag: "wx" });
    if (mode !== 0o600) chmodSync(fresh, mode);
    renameSync(fresh, path);
  } catch (error) {
    removeQuietly(fresh);
    throw error;
  }
}

/** What went wrong first is to be told. */
function removeQuietly(path: string): void {
  try {
    removeIfThere(path);
  } catch {
    // A file of no use stays.
  }
}
