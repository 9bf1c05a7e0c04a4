import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { projectFolder } from "./project-folder.mjs";

/** One hash over files and folders of the project, names and contents, in a fixed order. */
export function contentHash(paths) {
  const hash = createHash("sha256");
  for (const path of paths.flatMap(filesIn)) {
    const content = readFileSync(join(projectFolder, path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

function filesIn(path) {
  const full = join(projectFolder, path);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [path];
  return readdirSync(full)
    .sort()
    .flatMap((name) => filesIn(`${path}/${name}`));
}

/** The hash that was kept under this name, or undefined; it goes when node_modules goes. */
export function readStamp(name) {
  const path = stampPath(name);
  return existsSync(path) ? readFileSync(path, "utf8").trim() : undefined;
}

/** Keeps a hash for the next run. */
export function writeStamp(name, hash) {
  mkdirSync(dirname(stampPath(name)), { recursive: true });
  writeFileSync(stampPath(name), `${hash}\n`);
}

const stampPath = (name) => join(projectFolder, "node_modules", ".cache", "temporal-start", `${name}.sha256`);
