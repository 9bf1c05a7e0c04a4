import { join } from "node:path";
import { buildIsCurrent } from "./build-stamp.mjs";
import { projectFolder } from "./project-folder.mjs";

/** Bundles src/ to dist/, unless dist/ is from these sources already. */
export async function ensureBuild(step) {
  if (buildIsCurrent()) return "as in src/";
  await step.child([process.execPath, join(projectFolder, "scripts", "build.mjs")], {
    onFailure: "the sources cannot be bundled",
  });
  return "bundled";
}
