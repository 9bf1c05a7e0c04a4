import { mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Makes a folder and those above it. Not with mkdir's own `recursive`: where a file system refuses to make one, as
 * /proc does, Node tries for ever. @param mode of each that is made
 * @returns whether it was made; @throws Error of the file system
 */
export async function makeFolder(path: string, mode = 0o777): Promise<boolean> {
  try {
    await mkdir(path, { mode });
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST" && (await stat(path)).isDirectory()) return false;
    if (code !== "ENOENT" || dirname(path) === path) throw error;
  }
  await makeFolder(dirname(path), mode);
  await mkdir(path, { mode }).catch((error: unknown) => {
    // Another command was faster.
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  });
  return true;
}
