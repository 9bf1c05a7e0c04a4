import { readdirSync, readFileSync } from "node:fs";
import { BenchError } from "../harness/bench-error.ts";

interface Process {
  readonly name: string;
  readonly parent: number;
  readonly ownMs: number;
  /** Of its children that have ended. */
  readonly childrenMs: number;
}

/** Linux reports process times in hundredths of a second to every program. */
const msPerTick = 10;

function readProcess(pid: number): Process {
  const stat = readFileSync(`/proc/${String(pid)}/stat`, "utf8");
  const name = stat.slice(stat.indexOf("(") + 1, stat.lastIndexOf(")"));
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const ticks = (from: number): number => Number(fields[from]) + Number(fields[from + 1]);
  return { name, parent: Number(fields[1]), ownMs: ticks(11) * msPerTick, childrenMs: ticks(13) * msPerTick };
}

/**
 * CPU time of a container's shim and of all that ended below it. A health check is a child of the shim, beside the
 * container's own first process, so this grows by the check itself and by what it takes to run it.
 */
export function shimMs(containerPid: number): number {
  const { parent } = readProcess(containerPid);
  const shim = readProcess(parent);
  if (!shim.name.startsWith("containerd-shim"))
    throw new BenchError(`The parent of a container's first process is ${shim.name}, not a shim of containerd.`);
  return shim.ownMs + shim.childrenMs;
}

/** The engine's own processes: dockerd, by its pid file, and the containerd it works with. */
export function daemonPids(): readonly number[] {
  const dockerd = readPidFile();
  const candidates = readdirSync("/proc")
    .map(Number)
    .filter((pid) => pid > 0 && isContainerd(pid));
  const own = candidates.filter((pid) => readProcess(pid).parent === dockerd);
  return [dockerd, ...(own.length > 0 ? own : candidates)];
}

/** CPU time of processes themselves; what dockerd starts for a container is in the shim's account. */
export function ownMs(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + readProcess(pid).ownMs, 0);
}

function readPidFile(): number {
  for (const file of ["/var/run/docker.pid", "/run/docker.pid"]) {
    try {
      return Number(readFileSync(file, "utf8"));
    } catch {
      // Not there: the other one, or none.
    }
  }
  throw new BenchError(
    "The engine's processes cannot be seen here (no /var/run/docker.pid), so idle cost is not measured.",
  );
}

function isContainerd(pid: number): boolean {
  try {
    return readProcess(pid).name === "containerd";
  } catch {
    return false;
  }
}
