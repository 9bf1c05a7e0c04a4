import { existsSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import type { LastBackup, LastBackups } from "../interfaces/last-backup.ts";
import { readSmallFile } from "./read-small-file.ts";
import { removeIfThere } from "./remove-if-there.ts";
import { replaceFile } from "./replace-file.ts";

const fileIn = (folder: string): string => join(folder, "last-backup.json");

/** @param folder of what is kept for the instance */
export function lastBackupsIn(folder: string): LastBackups {
  return {
    read() {
      try {
        const kept = JSON.parse(readSmallFile(fileIn(folder))) as unknown;
        return isBackup(kept) ? kept : undefined;
      } catch {
        // Missing or half-written: none is known.
        return undefined;
      }
    },
    keep(backup) {
      try {
        replaceFile(fileIn(folder), JSON.stringify(backup));
      } catch {
        // The backup itself is there, and listed.
      }
    },
    // Of storage that is somewhere else it is not asked for a line of `status`.
    isThere: ({ path }) => !isAbsolute(path) || existsSync(path),
  };
}

export function forgetLastBackup(folder: string): void {
  removeIfThere(fileIn(folder));
}

function isBackup(kept: unknown): kept is LastBackup {
  const { path, createdAt, wal } = (kept ?? {}) as Partial<Record<keyof LastBackup, unknown>>;
  const isOne = typeof path === "string" && typeof createdAt === "string" && !Number.isNaN(Date.parse(createdAt));
  const { slot, file } = (wal ?? {}) as Partial<Record<string, unknown>>;
  return isOne && (wal === undefined || (typeof slot === "string" && typeof file === "string"));
}
