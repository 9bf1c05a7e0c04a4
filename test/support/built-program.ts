import { type ChildProcessByStdio, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { cp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { promisify } from "node:util";
import { afterAll, beforeAll, vi } from "vitest";
import { type Ending, projectFolder } from "./in-process.ts";

/** A copy of the program, bundled from today's sources, in a folder of its own. */
export interface BuiltProgram {
  readonly file: string;
}

/** One program for all tests of a file, built before them. */
export function useBuiltProgram(): BuiltProgram {
  // A process loads its clients before it acts, which a busy machine does slowly.
  vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
  const folder = mkdtempSync(join(tmpdir(), "built program "));
  beforeAll(() => buildProgramIn(folder));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return programIn(folder);
}

/** Bundles as for a release; only the folder is another one. */
export async function buildProgramIn(folder: string): Promise<BuiltProgram> {
  const build = [join(projectFolder, "scripts", "build.mjs"), "--outdir", join(folder, "dist")];
  await promisify(execFile)(process.execPath, build);
  for (const part of ["bin", "package.json", "compose/compose.yml", "temporal-config", "temporal.env"]) {
    await cp(join(projectFolder, part), join(folder, part), { recursive: true });
  }
  return programIn(folder);
}

function programIn(folder: string): BuiltProgram {
  return { file: join(folder, "bin", "temporal-start.js") };
}

export interface RunningProgram {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  /** Resolves once stderr or stdout has said this. */
  said(words: string): Promise<void>;
  readonly ending: Promise<Ending>;
}

/** Starts the built program as a process of its own, without a terminal and with only the given environment. */
export function startProgram(
  { file }: BuiltProgram,
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
