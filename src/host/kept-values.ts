import { readdirSync } from "node:fs";
import { join } from "node:path";
import { readSmallFile } from "./read-small-file.ts";
import { removeIfThere } from "./remove-if-there.ts";
import { replaceFile } from "./replace-file.ts";

/** By the setting whose default they stand in for: ports are numbers, images, passwords and the degree of security text. */
export type KeptValues = Readonly<Record<string, number | string>>;

const fileIn = (folder: string): string => join(folder, "kept.json");

/** What earlier commands chose for an instance; nothing where nothing usable is kept. */
export function readKept(folder: string): KeptValues {
  try {
    const kept = JSON.parse(readSmallFile(fileIn(folder))) as unknown;
    return typeof kept === "object" && kept !== null
      ? Object.fromEntries(Object.entries(kept).filter(([key, value]) => isUsable(key, value)))
      : {};
  } catch {
    // Missing or half-written: the next start finds ports as the first one did, and the data knows its version itself.
    return {};
  }
}

function isUsable(key: string, value: unknown): boolean {
  return /_(?:IMAGE|PASSWORD|SECURITY)$/.test(key) ? typeof value === "string" : Number.isInteger(value);
}

/** Adds to what is kept. @throws Error of the file system */
export function keepValues(folder: string, values: KeptValues): void {
  replaceFile(fileIn(folder), JSON.stringify({ ...readKept(folder), ...values }));
}

/** The instances of which ports are kept, as their folders in one folder are named. */
export function instancesWithPorts(parentFolder: string): readonly string[] {
  return namesIn(parentFolder).filter((name) =>
    Object.values(readKept(join(parentFolder, name))).some((value) => typeof value === "number"),
  );
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

export function forgetKept(folder: string): void {
  removeIfThere(fileIn(folder));
}
