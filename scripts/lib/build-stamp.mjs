import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { contentHash, readStamp, writeStamp } from "./content-hash.mjs";
import { projectFolder } from "./project-folder.mjs";

/** By their names, so that none is forgotten. */
const parts = readdirSync(import.meta.dirname)
  .filter((file) => /^(?:build|pretended)-/.test(file))
  .sort()
  .map((file) => `scripts/lib/${file}`);
const cacheBuilders = ["bin/code-cache.js", "scripts/build-code-cache.mjs"];
const builders = ["scripts/build.mjs", "scripts/lib/pg-crypto.cjs", ...cacheBuilders, ...parts];
const inputs = ["src", "tsconfig.json", "package-lock.json", ...builders];
const name = "build";

/** Whether dist/ was made from the sources as they are now. */
export function buildIsCurrent() {
  return existsSync(join(projectFolder, "dist", "main.cjs")) && readStamp(name) === contentHash(inputs);
}

/** Takes the hash before the bundler reads; the returned function keeps it after success. */
export function keepBuildStamp() {
  const hash = contentHash(inputs);
  return () => writeStamp(name, hash);
}
