import { mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { build, transform } from "esbuild";
import { licencesOf } from "./build-licences.mjs";
import { temporalApi } from "./build-temporal-api.mjs";
import { projectFolder } from "./project-folder.mjs";

const common = { platform: "node", target: "node20.19", legalComments: "none" };

/**
 * Bundles src/ with the packages it imports into a folder: main.cjs, and a file for each part that `import()` asks for.
 * Finding and reading many small files is most of what a start costs.
 */
export async function bundleInto(folder) {
  const { outputFiles, metafile } = await build({
    ...common,
    absWorkingDir: projectFolder,
    entryPoints: ["src/main.ts"],
    outdir: folder,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    splitting: true,
    format: "esm",
    // Compiled for one machine; the packages do without where they are not.
    external: ["*.node"],
    plugins: [temporalApi],
    metafile: true,
    write: false,
    logLevel: "warning",
  });
  mkdirSync(folder, { recursive: true });
  for (const { path, text } of outputFiles) writeFileSync(join(folder, basename(path)), await toCommonJs(text));
  writeFileSync(join(folder, "THIRD-PARTY-LICENSES.txt"), licencesOf(metafile));
}

/** The bundler splits only ES modules, and most packages are CommonJS, with `require` and `__dirname` of their own. */
async function toCommonJs(text) {
  const { code } = await transform(text, {
    ...common,
    format: "cjs",
    define: { "import.meta.dirname": "__dirname" },
    supported: { "dynamic-import": false },
    // What there is to warn of was said before, and of packages it is not ours to mend.
    logLevel: "error",
  });
  return code;
}
