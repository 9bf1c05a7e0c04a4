import { type ChildProcessByStdio, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { promisify } from "node:util";
import { beforeAll, vi } from "vitest";
import { type Ending, projectFolder } from "./in-process.ts";

/** The program as npm packs and installs it, made of today's sources. */
export interface InstalledProgram {
  readonly file: string;
}

/** One program for all tests; the first file that wants it after a change installs it. */
export function useInstalledProgram(): InstalledProgram {
  // A process loads its clients before it acts, which a busy machine does slowly.
  vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });
  const program = { file: "" };
  beforeAll(async () => {
    program.file = await installProgram();
  });
  return program;
}

/** @returns what npm's link to the program runs */
async function installProgram(): Promise<string> {
  const script = join(projectFolder, "scripts", "install-program.mjs");
  return (await promisify(execFile)(process.execPath, [script])).stdout.trim();
}

export interface RunningProgram {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  /** Resolves once stderr or stdout has said this. */
  said(words: string): Promise<void>;
  readonly ending: Promise<Ending>;
}

/** Starts the program as a process of its own, without a terminal and with only the given environment. */
export function startProgram(
  { file }: InstalledProgram,
  argv: readonly string[],
  environment: Readonly<Record<string, string>>,
): RunningProgram {
  const child = spawn(process.execPath, [file, ...argv], {
    cwd: dirname(dirname(file)),
    env: { ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk: Buffer) => (said.stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (said.stderr += chunk.toString()));
  const ending = once(child, "close").then(([exitCode]) => ({ exitCode: exitCode as number, ...said }));
  return {
    child,
    ending,
    async said(words) {
      while (!(said.stdout + said.stderr).includes(words)) {
        const more = [once(child.stdout, "data"), once(child.stderr, "data")];
        const hasEnded = await Promise.race([...more.map((each) => each.then(() => false)), ending.then(() => true)]);
        if (hasEnded) throw new Error(`It ended without saying "${words}": ${said.stdout}${said.stderr}`);
      }
    },
  };
}
