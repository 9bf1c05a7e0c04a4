import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { contentHash, readStamp, writeStamp } from "./content-hash.mjs";
import { projectFolder } from "./project-folder.mjs";

/** All that stands here, so that none is forgotten. */
const builders = readdirSync(import.meta.dirname)
  .sort()
  .map((file) => `scripts/lib/${file}`);
export const buildInputs = ["src", "tsconfig.json", "package-lock.json", "scripts/build.mjs", ...builders];
const name = "build";

/** Whether dist/ was made from the sources as they are now. */
export function buildIsCurrent() {
  return existsSync(join(projectFolder, "dist", "main.cjs")) && readStamp(name) === contentHash(buildInputs);
}

/** Takes the hash before the bundler reads; the returned function keeps it after success. */
export function keepBuildStamp() {
  const hash = contentHash(buildInputs);
  return () => writeStamp(name, hash);
}
