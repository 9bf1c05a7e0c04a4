import { execFileSync } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { temporaryFolder } from "./temporary-folder.ts";

export interface Unpacked {
  readonly folder: string;
  readonly names: readonly string[];
  readonly everything: string;
  readonly read: (name: string) => Promise<string>;
}

/** What is in an archive, as `tar` reads it. */
export async function unpack(archive: string): Promise<Unpacked> {
  const folder = await temporaryFolder();
  execFileSync("tar", ["-xzf", archive, "-C", folder]);
  const names = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted();
  const read = (name: string): Promise<string> => readFile(join(folder, name), "utf8");
  return { folder, names, read, everything: (await Promise.all(names.map(read))).join("\n") };
}
