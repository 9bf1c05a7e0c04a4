import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectFolder } from "./project-folder.mjs";

/** Every command begins by describing itself, and this line does no more. */
const line = "--help";

/** Afterwards all chunks are loaded: one that cannot be ends the build here, not the command that first needs it. */
const program = `
const [loader, folder, list, ...words] = process.argv.slice(1);
const { readdirSync, writeFileSync } = require("node:fs");
const { chunkLoader, compileChunk } = require(loader);
const names = [];
process.argv.splice(1, process.argv.length, "main", ...words);
const load = chunkLoader(folder, (file) => {
  names.push(require("node:path").basename(file));
  return compileChunk(file);
});
process.once("beforeExit", () => {
  writeFileSync(list, JSON.stringify(names));
  for (const name of readdirSync(folder)) load(name);
});
load("main.cjs");
`;

/**
 * Names of the chunks that the program loads to begin with, wherever and by whomever it is built.
 * @param {[name: string, code: string][]} chunks
 */
export function firstChunks(chunks) {
  const place = mkdtempSync(join(tmpdir(), "temporal-start-build-"));
  const [folder, list] = [join(place, "dist"), join(place, "first.json")];
  try {
    writeFileSync(join(place, "package.json"), `{ "version": "0.0.0" }`);
    mkdirSync(folder);
    for (const [name, code] of chunks) writeFileSync(join(folder, name), code);
    const args = ["-e", program, join(projectFolder, "bin", "code-cache.js"), folder, list, line];
    // On a terminal, outside CI, the program would look for a newer version of itself.
    const env = { CI: "true", HOME: place, ...(process.env.SystemRoot && { SystemRoot: process.env.SystemRoot }) };
    const { error, signal, status } = spawnSync(process.execPath, args, {
      env,
      stdio: ["ignore", "ignore", "inherit"],
    });
    if (error !== undefined) throw error;
    if (status !== 0) throw new Error(`The program does not tell ${line}: it ended with ${status ?? signal}.`);
    return new Set(JSON.parse(readFileSync(list, "utf8")));
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}
