import { existsSync } from "node:fs";
import { join } from "node:path";
import { supportedDistribution } from "./distribution.mjs";
import { chromiumPackages } from "./ensure-chromium.mjs";
import { observeBuildTools } from "./observe-build-tools.mjs";
import { observeEngine } from "./observe-engine.mjs";
import { buildToolPackages, enginePackages } from "./package-plan.mjs";
import { projectFolder } from "./project-folder.mjs";
import { run } from "./run.mjs";
import { programPath } from "./temporal-start.mjs";

/** What a run would install on this machine for sure, and what only if images have to be built; each a line. */
export async function describeChanges({ mayBuild }) {
  const distribution = supportedDistribution();
  if (!distribution) return { title: "", needed: [], perhaps: [] };
  const engine = await observeEngine();
  const packages = engine.serverVersion && engine.composeVersion ? [] : enginePackages(distribution, engine);
  const browser = chromiumPackages();
  const tools = mayBuild ? buildToolPackages(distribution, await observeBuildTools()) : [];
  return {
    title: distribution.title,
    needed: [
      ...(packages.length > 0 ? [`install with apt: ${packages.join(", ")}`] : []),
      ...(engine.serverVersion ? [] : ["start the container engine"]),
      ...(browser.length > 0 ? [`install with apt, for the test of the Web UI: ${browser.join(", ")}`] : []),
    ],
    perhaps:
      tools.length > 0 && !(await imagesAreHere())
        ? [`install with apt, only if no image registry answers: ${tools.join(", ")}`]
        : [],
  };
}

/** Whether the engine has an image for every service; in a fresh clone there is no program yet to ask. */
async function imagesAreHere() {
  if (!existsSync(join(projectFolder, "dist", "main.cjs"))) return false;
  const { exitCode, stdout } = await run(process.execPath, [programPath, "images", "list", "--json"]);
  if (exitCode !== 0) return false;
  return JSON.parse(stdout).data.images.every(({ source }) => source !== "missing");
}
