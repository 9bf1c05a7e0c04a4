import { readSmallFile } from "./read-small-file.ts";

/**
 * The text of a small file, undefined where there is none.
 * @throws what else keeps it from being read
 */
export function readIfThere(path: string): string | undefined {
  try {
    return readSmallFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
