import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

declare module "vitest" {
  interface ProvidedContext {
    clusterRun: TestRun;
    /** The program as npm packs and installs it. */
    programFile: string;
    /** Name of the cluster that all test files share. */
    sharedInstance: string;
  }
}

/** One run of the cluster tests: every instance it starts begins with its name. */
export interface TestRun {
  readonly name: string;
  /** For files that live as long as the run; removed with it. */
  readonly folder: string;
}

const registry = join(tmpdir(), "temporal-start-cluster-tests");

export function beginRun(): TestRun {
  const name = `test-${Math.random().toString(36).slice(2, 8).padEnd(6, "0")}`;
  const folder = join(registry, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "pid"), String(process.pid));
  return { name, folder };
}

export function endRun({ folder }: TestRun): void {
  rmSync(folder, { recursive: true, force: true });
}

/** Runs of this machine that were killed before they could clean up. */
export function abandonedRuns(): readonly TestRun[] {
  mkdirSync(registry, { recursive: true });
  return readdirSync(registry)
    .map((name) => ({ name, folder: join(registry, name) }))
    .filter(({ folder }) => !isAlive(readPid(folder)));
}

function readPid(folder: string): number {
  try {
    return Number(readFileSync(join(folder, "pid"), "utf8"));
  } catch {
    return 0;
  }
}

function isAlive(pid: number): boolean {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
