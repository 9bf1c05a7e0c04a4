// Run as a process of its own, with the folder of the chunks: loads them all and keeps what they compiled to.
import { readdirSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { cacheOf, loadWithCodeCache } from "../bin/code-cache.js";

const require = createRequire(import.meta.url);
const folder = resolve(process.argv[2]);
const scripts = new Map();
loadWithCodeCache(folder, (file, script) => scripts.set(file, script));

// Functions are compiled when they are first called: loading a chunk calls those that set it up.
process.argv.splice(1, process.argv.length, join(folder, "main.cjs"), "--version");
for (const name of readdirSync(folder)) if (name.endsWith(".cjs")) require(join(folder, name));
process.once("exit", () => {
  for (const [file, script] of scripts) {
    writeFileSync(`${file}.new`, script.createCachedData());
    renameSync(`${file}.new`, cacheOf(file));
  }
});
