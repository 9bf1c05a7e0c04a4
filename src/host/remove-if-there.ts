import { unlinkSync } from "node:fs";

/**
 * Removes a file, if there is one. Not with rmSync: on Windows some versions of Node 24 remove nothing by it where the
 * path has letters beyond ASCII, and say nothing (nodejs/node#61067). @throws what else keeps it from being removed
 */
export function removeIfThere(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}
