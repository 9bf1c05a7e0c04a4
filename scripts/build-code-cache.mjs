// Run as a process of its own, with the folder of the chunks: loads them all, and keeps what they compiled to.
import { mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { cacheOf, chunkLoader, compileChunk } from "../bin/code-cache.js";
import { pretendCluster, pretendCompose } from "./lib/pretended-cluster.mjs";

/** Functions are compiled when they are first called, so the program is called as it is most. None may wait for long. */
const commandLines = [["status"], ["restart", "temporal-web", "--wait-timeout", "5"]];

const folder = resolve(process.argv[2]);
const place = mkdtempSync(join(tmpdir(), "temporal-start-build-"));
const scripts = new Map();
let isLoaded = false;

/** The same script for a chunk in every call of the program. */
function compileOnce(file) {
  const script = scripts.get(file) ?? compileChunk(file);
  scripts.set(file, script);
  return script;
}

process.once("exit", () => {
  for (const [file, script] of scripts) {
    writeFileSync(`${file}.new`, script.createCachedData());
    renameSync(`${file}.new`, cacheOf(file));
  }
  rmSync(place, { recursive: true, force: true });
  // A command that did not go as it should has compiled less, and that is all.
  if (isLoaded) process.exitCode = 0;
});

// What the person who builds has set and written into files must not lead it to a real cluster.
// The path of a socket must be short: where the folder of temporary files has a long name, there is no cluster at all.
const cluster = await pretendCluster(place).catch(() => ({ DOCKER_HOST: "unix:///nowhere" }));
const path = [pretendCompose(join(place, "bin")), process.env.PATH].join(delimiter);
process.env = { PATH: path, CI: "true", HOME: place, ...cluster };
process.chdir(place);
// What the calls tell their reader; a failure of the build itself takes another way.
process.stderr.write = () => true;

function callNext() {
  const words = commandLines.shift();
  if (words === undefined) return;
  process.argv.splice(1, process.argv.length, join(folder, "main.cjs"), ...words);
  const load = chunkLoader(folder, compileOnce);
  load("main.cjs");
  return load;
}
// A call is over when nothing is left to wait for.
process.on("beforeExit", callNext);
// The same loader: a chunk may ask for the program, which another one would run a second time.
const load = callNext();
for (const name of readdirSync(folder)) if (name.endsWith(".cjs") && name !== "main.cjs") load(name);
isLoaded = true;
