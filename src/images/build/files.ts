import { createHash } from "node:crypto";
import { chmod, copyFile, mkdir, readdir, readFile } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";

/** Paths of all files below a folder, relative to it, with forward slashes, sorted. */
async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
}

/** SHA-256 of each file below a folder; line endings of a Windows checkout do not change it. */
export async function hashFilesBelow(folder: string): Promise<ReadonlyMap<string, string>> {
  const paths = await filesBelow(folder);
  const hash = async (path: string): Promise<[string, string]> => {
    const text = (await readFile(join(folder, path), "utf8")).replaceAll("\r\n", "\n");
    return [path, createHash("sha256").update(text).digest("hex")];
  };
  return new Map(await Promise.all(paths.map(hash)));
}

/** Copies files as writable ones: Go's module cache is read-only, and a copy of that could not be removed. */
export async function copyFilesBelow(
  from: string,
  to: string,
  wanted: (path: string) => boolean = () => true,
): Promise<void> {
  for (const path of (await filesBelow(from)).filter(wanted)) {
    const target = join(to, path);
    await mkdir(dirname(target), { recursive: true });
    await copyFile(join(from, path), target);
    await chmod(target, 0o644);
  }
}
