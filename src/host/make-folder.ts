import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Makes a folder and those above it. Not with mkdir's own `recursive`: where a file system refuses to make one, as
 * /proc does, Node tries for ever. @param mode of each that is made
 * @returns whether it was made; @throws Error of the file system
 */
export function makeFolder(path: string, mode = 0o777): boolean {
  try {
    mkdirSync(path, { mode });
    return true;
  } catch (error) {
    // macOS calls the root "a directory", and Windows does not permit to make a drive: a folder that is there is well.
    if (isFolder(path)) return false;
    if ((error as NodeJS.ErrnoException).code !== "ENOENT" || dirname(path) === path) throw error;
  }
  makeFolder(dirname(path), mode);
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    // Another command was faster.
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  return true;
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    // What keeps it from being looked at is for the caller to tell, in the words of the attempt to make it.
    return false;
  }
}
