import { chmodSync, readdirSync, readFileSync, statSync } from "node:fs";
import { isAbsolute, join, relative } from "node:path";
import { makeFolder } from "./make-folder.ts";
import { replaceFile } from "./replace-file.ts";

export interface SharedPlaces {
  readonly platform: string;
  readonly home: string;
  /** Of the engine. */
  readonly address: string;
  readonly packageFolder: string;
}

/**
 * Whether the engine runs in a virtual machine that may not see the package. All of them share the home folder, and few
 * what is beside it, as /opt/homebrew or /usr/lib. On Linux the socket of such an engine lies in the home folder.
 */
export function needsSharedCopy({ platform, home, address, packageFolder }: SharedPlaces): boolean {
  if (isBelow(packageFolder, home)) return false;
  return platform !== "linux" || isBelow(address.replace(/^unix:\/\//, ""), home);
}

/** The package, or a copy of what containers mount that the engine sees. @throws Error of the file system */
export function mountedFrom(places: SharedPlaces, version: string): string {
  const { home, packageFolder } = places;
  if (!needsSharedCopy(places)) return packageFolder;
  const target = join(home, ".local", "state", "temporal-start", `package-${version}`);
  copyMounted(packageFolder, target);
  return target;
}

function isBelow(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return isAbsolute(path) && way !== "" && !way.startsWith("..") && !isAbsolute(way);
}

/** Nothing in it is mounted. */
const recipes = "images";

/**
 * Copies from the package what containers mount; a file that is there as it shall be is left alone, since a container may
 * be reading it. @throws Error of the file system
 */
export function copyMounted(packageFolder: string, target: string): void {
  // Beside what is mounted are the compose files, whose relative paths lead to it.
  const parts = readdirSync(join(packageFolder, "compose")).filter((name) => name !== recipes);
  for (const path of [...parts.map((name) => `compose/${name}`), "temporal-config"])
    copy(join(packageFolder, path), join(target, path));
}

function copy(source: string, target: string): void {
  if (!statSync(source).isDirectory()) {
    const text = readFileSync(source, "utf8");
    if (text !== textOf(target)) replaceFile(target, text);
    // The containers' users are others.
    chmodSync(target, 0o644);
    return;
  }
  makeFolder(target);
  chmodSync(target, 0o755);
  for (const name of readdirSync(source)) copy(join(source, name), join(target, name));
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
