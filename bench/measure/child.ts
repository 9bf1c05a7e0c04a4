import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { BenchError } from "../harness/bench-error.ts";

export interface ChildOptions {
  readonly signal: AbortSignal;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** `count` reads everything and keeps nothing. */
  readonly output?: "collect" | "count";
  readonly watchMemory?: boolean;
}

export interface Ended {
  readonly exitCode: number;
  readonly ms: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly stdoutBytes: number;
  readonly stdoutLines: number;
  /** Highest resident memory seen; 0 when it was not watched or cannot be read here. */
  readonly peakBytes: number;
}

const memoryPeriodMs = 20;
const newline = 10;

/** Runs a program without a shell, from just before its spawn to the end of its output. */
export async function runChild(command: string, args: readonly string[], options: ChildOptions): Promise<Ended> {
  options.signal.throwIfAborted();
  const startedMs = performance.now();
  const child = spawn(command, args, {
    stdio: ["ignore", "pipe", "pipe"],
    signal: options.signal,
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.env === undefined ? {} : { env: options.env }),
  });
  const read = readOutput(child, options.output ?? "collect");
  const memory = options.watchMemory ? watchMemory(child.pid ?? 0) : undefined;
  try {
    const exitCode = await endOf(child, options.signal);
    const ms = performance.now() - startedMs;
    return { exitCode, ms, ...read(), peakBytes: memory?.peakBytes() ?? 0 };
  } finally {
    memory?.end();
  }
}

/** Runs a program that has to succeed. */
export async function mustRun(command: string, args: readonly string[], options: ChildOptions): Promise<Ended> {
  return requireSuccess(await runChild(command, args, options), [command, ...args]);
}

export function requireSuccess(ended: Ended, line: readonly string[]): Ended {
  if (ended.exitCode === 0) return ended;
  const lines = `${ended.stdout}\n${ended.stderr}`.trim().split("\n");
  // What the program itself says of its failure stands above the log lines that it shows.
  const said = lines.findLastIndex((line) => line.startsWith("Error:"));
  const last = (said < 0 ? lines.slice(-4) : lines.slice(said, said + 4)).join(" | ");
  throw new BenchError(`${line.join(" ")} ended with ${String(ended.exitCode)}: ${last}`);
}

function endOf(child: ChildProcess, signal: AbortSignal): Promise<number> {
  return new Promise((resolve, reject) => {
    let failure: Error | undefined;
    child.once("error", (error) => (failure = error));
    child.once("close", (code) => {
      if (signal.aborted) reject(signal.reason as Error);
      else if (failure !== undefined) reject(failure);
      else resolve(code ?? 128);
    });
  });
}

function readOutput(
  child: ChildProcess,
  mode: "collect" | "count",
): () => Omit<Ended, "exitCode" | "ms" | "peakBytes"> {
  const kept: Buffer[] = [];
  const errors: Buffer[] = [];
  let stdoutBytes = 0;
  let stdoutLines = 0;
  child.stdout?.on("data", (chunk: Buffer) => {
    stdoutBytes += chunk.length;
    for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, at + 1)) stdoutLines += 1;
    if (mode === "collect") kept.push(chunk);
  });
  child.stderr?.on("data", (chunk: Buffer) => errors.push(chunk));
  return () => ({
    stdout: Buffer.concat(kept).toString("utf8"),
    stderr: Buffer.concat(errors).toString("utf8"),
    stdoutBytes,
    stdoutLines,
  });
}

/** The kernel keeps the high-water mark, so reading it now and then misses only the last moment. */
function watchMemory(pid: number): { readonly peakBytes: () => number; readonly end: () => void } {
  let peak = 0;
  const look = (): void => {
    try {
      const found = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${String(pid)}/status`, "utf8"));
      peak = Math.max(peak, Number(found?.[1] ?? 0) * 1024);
    } catch {
      // Ended between two looks, or no Linux.
    }
  };
  const timer = setInterval(look, memoryPeriodMs);
  return {
    peakBytes: () => peak,
    end: () => {
      clearInterval(timer);
    },
  };
}
