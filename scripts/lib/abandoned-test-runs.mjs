import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isAlive } from "./run-lock.mjs";

// test/end-to-end/support/run.ts writes a folder a run, named like the run, with the process id of its Vitest inside.
const registry = join(tmpdir(), "temporal-start-cluster-tests");

/** Runs of the cluster tests that ended without cleaning up, for example by Ctrl-C. */
export function abandonedTestRuns() {
  if (!existsSync(registry)) return [];
  return readdirSync(registry)
    .filter((name) => !isAlive(readPid(join(registry, name, "pid"))))
    .map((name) => ({ name, forget: () => rmSync(join(registry, name), { recursive: true, force: true }) }));
}

const readPid = (path) => (existsSync(path) ? Number(readFileSync(path, "utf8")) : 0);
