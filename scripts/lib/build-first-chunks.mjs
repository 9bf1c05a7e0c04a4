import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectFolder } from "./project-folder.mjs";

/** Every command begins by describing itself, and this line does no more. */
const line = "--help";

const program = `
const [loader, folder, ...words] = process.argv.slice(1);
const { chunkLoader, compileChunk } = require(loader);
const names = [];
process.on("exit", () => require("node:fs").writeSync(3, JSON.stringify(names)));
process.argv.splice(1, process.argv.length, "main", ...words);
chunkLoader(folder, (file) => {
  names.push(require("node:path").basename(file));
  return compileChunk(file);
})("main.cjs");
`;

/** Names of the chunks that the program loads to begin with. @param {[name: string, code: string][]} chunks */
export function firstChunks(chunks) {
  const place = mkdtempSync(join(tmpdir(), "temporal-start-build-"));
  const folder = join(place, "dist");
  try {
    writeFileSync(join(place, "package.json"), `{ "version": "0.0.0" }`);
    mkdirSync(folder);
    for (const [name, code] of chunks) writeFileSync(join(folder, name), code);
    const words = [join(projectFolder, "bin", "code-cache.js"), folder, line];
    const stdio = ["ignore", "ignore", "inherit", "pipe"];
    const { status, output } = spawnSync(process.execPath, ["-e", program, ...words], { encoding: "utf8", stdio });
    if (status !== 0) throw new Error(`The program cannot tell ${line}.`);
    return new Set(JSON.parse(output[3]));
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}
