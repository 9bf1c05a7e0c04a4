import { readFileSync } from "node:fs";

/**
 * The text of a small file, undefined where there is none. Read at once: `node:fs/promises` takes longer to load, in
 * every command, than a hundred of them to read.
 * @throws what else keeps it from being read
 */
export function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
