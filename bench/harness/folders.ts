import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Compiled files lie in dist.bench/bench/harness, three folders below the project. */
const compiledDepth = 4;

let folder = fileURLToPath(import.meta.url);
for (let level = 0; level < compiledDepth; level += 1) folder = dirname(folder);

export const projectFolder = folder;
/** The compose files and scripts that the compiler does not copy. */
export const benchFolder = join(projectFolder, "bench");
/** The program as a user has it: scripts/install-program.mjs packs and installs it here. */
const modules = process.platform === "win32" ? "node_modules" : join("lib", "node_modules");
export const packageFolder = join(projectFolder, "dist.installed", modules, "temporal-start");
export const entryFile = join(packageFolder, "bin", "temporal-start.js");
export const composeFolder = join(packageFolder, "compose");
/** State, lock and bundles of a run; no settings file lies there, so the package's own counts. */
export const scratchFolder = join(tmpdir(), "temporal-start-bench");
