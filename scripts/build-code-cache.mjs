// Run as a process of its own, with the folder of the chunks: loads them all, and keeps what they compiled to.
import { mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { cacheOf, chunkLoader } from "../bin/code-cache.js";
import { pretendCluster } from "./lib/pretended-cluster.mjs";

const folder = resolve(process.argv[2]);
const place = mkdtempSync(join(tmpdir(), "temporal-start-build-"));
const scripts = new Map();
let isLoaded = false;
const load = chunkLoader(folder, (file, script) => scripts.set(file, script));

process.once("exit", () => {
  for (const [file, script] of scripts) {
    writeFileSync(`${file}.new`, script.createCachedData());
    renameSync(`${file}.new`, cacheOf(file));
  }
  rmSync(place, { recursive: true, force: true });
  // A `status` that did not go as it should has compiled less, and that is all.
  if (isLoaded) process.exitCode = 0;
});

// Functions are compiled when they are first called, so the command that is called most is run.
// What the person who builds has set and written into files must not lead it to a real cluster.
// The path of a socket must be short: where the folder of temporary files has a long name, there is no cluster at all.
const cluster = await pretendCluster(place).catch(() => ({ DOCKER_HOST: "unix:///nowhere" }));
process.env = { PATH: process.env.PATH, CI: "true", HOME: place, ...cluster };
process.chdir(place);
process.argv.splice(1, process.argv.length, join(folder, "main.cjs"), "status");
for (const name of readdirSync(folder)) if (name.endsWith(".cjs")) load(name);
isLoaded = true;
