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
    // macOS calls the root "a directory", and Windows does not permit to make a drive: a folder that is there is well.
    if (await isFolder(path)) return false;
    if ((error as NodeJS.ErrnoException).code !== "ENOENT" || dirname(path) === path) throw error;
  }
  await makeFolder(dirname(path), mode);
  await mkdir(path, { mode }).catch((error: unknown) => {
    // Another command was faster.
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  });
  return true;
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
