import { access, readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { FileProbe, ReadConfig } from "../interfaces/files.ts";

/** Only what is certainly not there counts as missing: the engine may read what this user may not. */
export function createFileProbe(folder: string): FileProbe {
  return async (path) => {
    try {
      await access(resolve(folder, path));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "ENOENT" || code === "ENOTDIR") return "missing";
    }
    return "there";
  };
}

export function createReadConfig(folder: string): ReadConfig {
  return async (path) => {
    try {
      return await readFile(resolve(folder, path), "utf8");
    } catch {
      // Whether it is there is another question, and whether the container may read it a third.
      return undefined;
    }
  };
}
