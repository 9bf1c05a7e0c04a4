import { mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { build, transform } from "esbuild";
import { toFiles } from "./build-chunk-files.mjs";
import { firstChunks } from "./build-first-chunks.mjs";
import { withLazyRequires } from "./build-lazy-requires.mjs";
import { licencesOf } from "./build-licences.mjs";
import { packagesOfChunks } from "./build-packages.mjs";
import { linePatches } from "./build-patches.mjs";
import { stubs } from "./build-stubs.mjs";
import { temporalApi } from "./build-temporal-api.mjs";
import { projectFolder } from "./project-folder.mjs";

/**
 * Bundles src/ with the packages it imports into a folder: a file for what every command needs, and others
 * for what is imported when it is first asked for. Finding and reading many small files is most of what
 * a start costs.
 */
export async function bundleInto(folder) {
  const { outputFiles, metafile } = await build({
    absWorkingDir: projectFolder,
    entryPoints: ["src/main.ts"],
    outdir: folder,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20.19",
    legalComments: "none",
    plugins: [stubs, linePatches, temporalApi],
    metafile: true,
    write: false,
    logLevel: "warning",
  });
  const chunks = await Promise.all(outputFiles.map(async ({ path, text }) => [basename(path), await toCommonJs(text)]));
  const packages = packagesOfChunks(metafile);
  const files = toFiles(chunks, { first: firstChunks(chunks), packages });
  mkdirSync(folder, { recursive: true });
  for (const [name, code] of files) writeFileSync(join(folder, name), await withoutWords(code));
  const packagesOfFiles = Object.fromEntries(files.map(([name]) => [name, packages[name] ?? []]));
  writeFileSync(join(folder, "packages.json"), `${JSON.stringify(packagesOfFiles, null, 2)}\n`);
  writeFileSync(join(folder, "THIRD-PARTY-LICENSES.txt"), licencesOf(metafile));
}

const chunk = {
  platform: "node",
  target: "node20.19",
  supported: { "dynamic-import": false },
  legalComments: "none",
  logLevel: "warning",
};

/**
 * The bundler splits only ES modules, and Node loads CommonJS faster: the same bundle printed its version in
 * 1.3 times the time of a bare Node instead of 1.45.
 */
async function toCommonJs(text) {
  const { code } = await transform(text, {
    format: "cjs",
    define: { "import.meta.dirname": "__dirname" },
    ...chunk,
  });
  return withLazyRequires(code);
}

/**
 * Without comments and white space, which are read in every run: a third of all. Names stay, so that the traces of
 * TEMPORAL_START_DEBUG can be read.
 * @throws where anything but ASCII is left, as which bin/code-cache.js reads it: esbuild escapes it in texts, and
 * cannot in patterns
 */
async function withoutWords(text) {
  const { code } = await transform(text, { minifyWhitespace: true, charset: "ascii", lineLimit: 120, ...chunk });
  const [foreign] = /\P{ASCII}/u.exec(code) ?? [];
  if (foreign !== undefined) throw new Error(`A chunk has "${foreign}" in a pattern: write it as an escape.`);
  return code;
}
