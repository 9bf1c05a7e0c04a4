import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { freeInstance } from "./free-instance.ts";
import { removeRun } from "./remove-run.ts";
import { abandonedRuns, beginRun } from "./run.ts";
import { endProcesses } from "./run-processes.ts";

/** Before and after all cluster tests. Where they cannot run they fail, with the command that changes that. */
export default async function setup(project: TestProject): Promise<() => void> {
  requireEngine();
  requireBuild(project.config.root);
  for (const run of abandonedRuns()) removeRun(run);
  const run = beginRun();
  project.provide("clusterRun", run);
  project.provide("sharedInstance", await freeInstance(`${run.name}-shared`));
  // Vitest leaves at once on a signal, without the teardown.
  const leave = (): void => {
    endProcesses(run);
    removeRun(run);
  };
  process.once("exit", leave);
  return () => {
    process.off("exit", leave);
    removeRun(run);
  };
}

function requireEngine(): void {
  try {
    execFileSync("docker", ["version", "--format", "{{.Server.Version}}"], { stdio: "pipe", timeout: 20_000 });
    execFileSync("docker", ["compose", "version"], { stdio: "pipe", timeout: 20_000 });
  } catch (error) {
    throw new Error(
      "The cluster tests need Docker Engine with Compose v2, and none answers here. Run: node scripts/setup-engine.mjs --yes",
      { cause: error },
    );
  }
}

function requireBuild(root: string): void {
  if (!existsSync(join(root, "dist", "main.js")))
    throw new Error("The cluster tests run the built program, and dist/ is not there. Run: npm run build");
}
