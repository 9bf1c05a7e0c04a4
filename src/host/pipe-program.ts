import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import { finished } from "node:stream/promises";
import type { PipeOptions } from "../interfaces/processes.ts";
import { missingProgram } from "./missing-program.ts";

/** Grace between SIGTERM and SIGKILL, in milliseconds. */
const forceKillAfterMs = 10_000;

/** Whoever writes waits for whoever reads, so that memory holds a few chunks, however much goes through. */
export async function pipeProgram(command: string, args: readonly string[], options: PipeOptions): Promise<number> {
  const { stdin, stdout, signal } = options;
  signal?.throwIfAborted();
  const child = started(command, args, options);
  const closed = once(child, "close").catch(() => undefined);
  const early = new AbortController();
  const stopFeeding = feed(stdin, child.stdin, early);
  const onAbort = (): void => {
    early.abort(signal?.reason);
  };
  signal?.addEventListener("abort", onAbort, { once: true });
  const earlyEnd = failure(early.signal);
  try {
    return await Promise.race([completion(command, child, stdout), earlyEnd]);
  } catch (error) {
    stopFeeding();
    // Of a program that is not there nothing is to be stopped.
    if (child.pid !== undefined) await options.stop?.().catch(() => undefined);
    await end(child, closed);
    stdout.destroy(error as Error);
    throw error;
  } finally {
    signal?.removeEventListener("abort", onAbort);
    stdin?.destroy();
  }
}

function started(command: string, args: readonly string[], options: PipeOptions): ChildProcess {
  const child = spawn(command, [...args], {
    stdio: [options.stdin === undefined ? "ignore" : "pipe", "pipe", "pipe"],
    ...(options.env === undefined ? {} : { env: { ...options.env } }),
    // Ctrl-C on a terminal reaches a whole process group; how this program ends is decided here.
    detached: process.platform !== "win32",
    windowsHide: true,
  });
  if (child.pid !== undefined) options.onSpawn?.(child.pid);
  child.stderr?.setEncoding("utf8").on("data", options.onError);
  return child;
}

/** @returns what stops feeding, and leaves the program's stdin open: an end would tell it that it has all. */
function feed(from: Readable | undefined, to: Writable | null, early: AbortController): () => void {
  if (from === undefined || to === null) return () => undefined;
  let isOver = false;
  from.pipe(to, { end: false });
  finished(from, { writable: false }).then(
    () => {
      if (!isOver) to.end();
    },
    (error: unknown) => {
      early.abort(error);
    },
  );
  // A program need not read to the end; its exit code tells whether it had to.
  to.on("error", () => undefined);
  return () => {
    isOver = true;
    from.unpipe(to);
  };
}

async function completion(command: string, child: ChildProcess, stdout: Writable): Promise<number> {
  const written = finished(stdout, { readable: false });
  child.stdout?.pipe(stdout, { end: false });
  const ended = exitCodeOf(command, child);
  // An output that is closed or fails ends the whole; before its end it does not finish.
  const exitCode = await Promise.race([ended, written.then(() => ended)]);
  stdout.end();
  await written;
  return exitCode;
}

function exitCodeOf(command: string, child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once("error", (error: NodeJS.ErrnoException) => {
      reject(error.code === "ENOENT" ? missingProgram(command) : error);
    });
    child.once("close", (code, signal) => {
      if (code === null) reject(new Error(`${command} was ended by ${String(signal)}.`));
      else resolve(code);
    });
  });
}

function failure(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => {
      reject(signal.reason as Error);
    });
  });
}

/** With what the program has started: as long as that holds one of its streams, the program does not count as closed. */
async function end(child: ChildProcess, closed: Promise<unknown>): Promise<void> {
  const send = (signal: NodeJS.Signals): void => {
    if (process.platform === "win32" || child.pid === undefined) child.kill(signal);
    else killGroup(child.pid, signal);
  };
  send("SIGTERM");
  const timer = setTimeout(() => {
    send("SIGKILL");
  }, forceKillAfterMs);
  child.stdout?.destroy();
  await closed;
  clearTimeout(timer);
}

function killGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    // It has ended by itself.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
