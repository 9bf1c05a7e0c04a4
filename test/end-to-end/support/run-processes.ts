import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TestRun } from "./run.ts";

type Role = "worker" | "program";

/** Programs end what they have begun; longer than this none takes. */
const endTimeoutMs = 20_000;
const pauseMs = 100;

const folderOf = ({ folder }: TestRun, role: Role): string => join(folder, `${role}s`);

/** Remembers a process, so that an interrupted run can end it. */
export function remember(run: TestRun, role: Role, pid: number): void {
  mkdirSync(folderOf(run, role), { recursive: true });
  writeFileSync(join(folderOf(run, role), String(pid)), "");
}

export function forget(run: TestRun, role: Role, pid: number): void {
  rmSync(join(folderOf(run, role), String(pid)), { force: true });
}

/** Ends first those that would start more, and returns when no program is left. */
export function endProcesses(run: TestRun): void {
  for (const pid of remembered(run, "worker")) signal(pid, "SIGKILL");
  const programs = remembered(run, "program");
  for (const pid of programs) signal(pid, "SIGTERM");
  const deadlineMs = Date.now() + endTimeoutMs;
  while (programs.some(isRunning) && Date.now() < deadlineMs) pause();
  for (const pid of programs.filter(isRunning)) signal(pid, "SIGKILL");
}

function remembered(run: TestRun, role: Role): readonly number[] {
  mkdirSync(folderOf(run, role), { recursive: true });
  return readdirSync(folderOf(run, role)).map(Number);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended by itself.
  }
}

/** An orphan that ended may stay in the table of processes as a zombie. */
function isRunning(pid: number): boolean {
  const state = spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" }).stdout.trim();
  return state !== "" && !state.startsWith("Z");
}

/** Without giving way to events: the process is about to exit. */
function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs);
}
