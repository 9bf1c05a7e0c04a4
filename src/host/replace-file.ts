import { randomUUID } from "node:crypto";
import { renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { makeFolder } from "./make-folder.ts";
import { removeIfThere } from "./remove-if-there.ts";

/**
 * Writes a file for its owner alone, with the folders above it: a reader finds the old content or the
 * new one, never a part. @throws Error of the file system; nothing is left behind then
 */
export function replaceFile(path: string, text: string): void {
  const fresh = `${path}.${randomUUID()}`;
  makeFolder(dirname(path), 0o700);
  try {
    writeFileSync(fresh, text, { mode: 0o600, flag: "wx" });
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
