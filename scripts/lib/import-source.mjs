import { Buffer } from "node:buffer";
import { build } from "esbuild";
import { projectFolder } from "./project-folder.mjs";

/** The exports of one file of src/, as the sources are now. */
export async function importSource(path) {
  const { outputFiles } = await build({
    absWorkingDir: projectFolder,
    entryPoints: [path],
    bundle: true,
    format: "esm",
    platform: "node",
    write: false,
    logLevel: "warning",
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}
