import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BenchError } from "./bench-error.ts";
import { scratchFolder } from "./folders.ts";

const lockFile = join(scratchFolder, "pid");

/** Two runs at a time would measure each other. Returns what gives the place free again. */
export function takeLock(): () => void {
  mkdirSync(scratchFolder, { recursive: true });
  const holder = readHolder();
  if (holder !== undefined)
    throw new BenchError(`Another run measures on this machine (process ${String(holder)}). Wait for its end.`);
  writeFileSync(lockFile, String(process.pid));
  return () => {
    rmSync(scratchFolder, { recursive: true, force: true });
  };
}

function readHolder(): number | undefined {
  try {
    const pid = Number(readFileSync(lockFile, "utf8"));
    process.kill(pid, 0);
    return pid;
  } catch (error) {
    // No file, or a run that was killed. A process of another user is alive, too.
    return (error as NodeJS.ErrnoException).code === "EPERM" ? -1 : undefined;
  }
}
