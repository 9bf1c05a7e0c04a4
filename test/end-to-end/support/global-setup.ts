import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { freeInstance } from "./free-instance.ts";
import { removeRun } from "./remove-run.ts";
import { abandonedRuns, beginRun } from "./run.ts";
import { endProcesses } from "./run-processes.ts";

const answerTimeoutMs = 20_000;

/** Before and after all cluster tests. Where they cannot run they fail, with the command that changes that. */
export default async function setup(project: TestProject): Promise<() => void> {
  requireEngine();
  project.provide("programFile", installProgram(project.config.root));
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
  const questions = [
    ["version", "--format", "{{.Server.Version}}"],
    ["compose", "version"],
  ];
  for (const question of questions) {
    const { status, stderr } = spawnSync("docker", question, { encoding: "utf8", timeout: answerTimeoutMs });
    if (status === 0) continue;
    const why = (stderr || "there is no program called docker").trim();
    throw new Error(
      `The cluster tests need Docker Engine with Compose v2 (${why}). Run: node scripts/setup-engine.mjs --yes`,
    );
  }
}

/** Builds, packs and installs it, unless that is done. */
function installProgram(root: string): string {
  const script = join(root, "scripts", "install-program.mjs");
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], { encoding: "utf8" });
  if (status === 0) return stdout.trim();
  throw new Error(`The cluster tests run the installed program, and it cannot be installed: ${stderr}`);
}
