// cspell:ignore lstart
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";

/**
 * What tells a process from a later one with the same number: text that stays the same as long as
 * it lives. Undefined where no such process runs; one that has ended and was not collected does not run.
 */
export async function processIdentity(pid: number): Promise<string | undefined> {
  if (process.platform === "linux") return linuxIdentity(pid);
  return process.platform === "win32" ? windowsIdentity(pid) : unixIdentity(pid);
}

const endedStates: readonly string[] = ["Z", "X", "x"];

function linuxIdentity(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, "utf8");
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8");
    // The second field is the program's name in parentheses, which may hold anything.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const [state = "", startTicks = ""] = [fields[0], fields[19]];
    return endedStates.includes(state) ? undefined : `${boot.trim()}/${startTicks}`;
  } catch {
    return undefined;
  }
}

async function unixIdentity(pid: number): Promise<string | undefined> {
  try {
    // The same moment reads the same whatever the language and time zone of the process that asks.
    const question = ["LC_ALL=C", "TZ=UTC", "ps", "-o", "stat=", "-o", "lstart=", "-p", String(pid)];
    const { stdout } = await promisify(execFile)("env", question);
    const [state = "", ...start] = stdout.trim().split(/\s+/);
    return state === "" || state.startsWith("Z") ? undefined : start.join(" ");
  } catch {
    return undefined;
  }
}

/** Windows tells no start time without a program of its own; the number alone has to do. */
function windowsIdentity(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
    return "running";
  } catch {
    return undefined;
  }
}
