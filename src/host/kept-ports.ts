import { readdirSync } from "node:fs";
import { join } from "node:path";
import { readSmallFile } from "./read-small-file.ts";
import { removeIfThere } from "./remove-if-there.ts";
import { replaceFile } from "./replace-file.ts";

/** Ports by the setting they stand in for. */
export type KeptPorts = Readonly<Record<string, number>>;

const fileIn = (folder: string): string => join(folder, "ports.json");

/** The ports that an earlier start found for an instance; none where nothing usable is kept. */
export function readKeptPorts(folder: string): KeptPorts {
  try {
    const kept = JSON.parse(readSmallFile(fileIn(folder))) as unknown;
    return typeof kept === "object" && kept !== null
      ? Object.fromEntries(Object.entries(kept).filter(([, port]) => Number.isInteger(port)))
      : {};
  } catch {
    // Missing or half-written: the next start finds ports as the first one did.
    return {};
  }
}

/** Adds to what is kept. @throws Error of the file system */
export function keepPorts(folder: string, ports: KeptPorts): void {
  replaceFile(fileIn(folder), JSON.stringify({ ...readKeptPorts(folder), ...ports }));
}

/** The instances of which ports are kept, as their folders in one folder are named. */
export function instancesWithPorts(parentFolder: string): readonly string[] {
  return namesIn(parentFolder).filter((name) => Object.keys(readKeptPorts(join(parentFolder, name))).length > 0);
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

export function forgetPorts(folder: string): void {
  removeIfThere(fileIn(folder));
}
