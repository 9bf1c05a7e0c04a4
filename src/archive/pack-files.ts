import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { createGzip } from "node:zlib";
import { pack } from "tar-stream";

/**
 * Files and folders of a folder as a packed tar file, in memory.
 * @param names those of them that go in; one that is not there is left out
 * @param prefix the folder that they are in afterwards
 */
export async function packFiles(folder: string, names: readonly string[], prefix: string): Promise<Buffer> {
  const tar = pack();
  const packed = buffer(tar.pipe(createGzip()));
  for (const path of (await Promise.all(names.map((name) => filesBelow(folder, name)))).flat()) {
    const { mode, mtime } = await stat(join(folder, path));
    tar.entry({ name: `${prefix}/${path}`, mode: mode & 0o777, mtime }, await readFile(join(folder, path)));
  }
  tar.finalize();
  return packed;
}

/** Paths with `/` between their names, in an order that is the same everywhere. */
async function filesBelow(folder: string, name: string): Promise<readonly string[]> {
  const facts = await stat(join(folder, name)).catch(() => undefined);
  if (facts === undefined) return [];
  if (!facts.isDirectory()) return [name];
  const inside = (await readdir(join(folder, name))).toSorted();
  return (await Promise.all(inside.map((child) => filesBelow(folder, `${name}/${child}`)))).flat();
}
