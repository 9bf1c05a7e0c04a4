import { rmdirSync } from "node:fs";

/** Removes a folder in which nothing is. */
export function removeIfEmpty(path: string): void {
  try {
    rmdirSync(path);
  } catch {
    // Something is in it, or it is gone: either way it is nobody's empty folder.
  }
}
