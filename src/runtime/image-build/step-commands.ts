import { createWriteStream, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import type { ProcessRunner, RunOptions } from "../ports.ts";

/** A command of a step ended with an error; the last lines of its output say why. */
export class StepFailure extends Error {
  readonly lastLines: readonly string[];

  constructor(message: string, lastLines: readonly string[] = []) {
    super(message);
    this.name = "StepFailure";
    this.lastLines = lastLines;
  }
}

/** Runs a command of a step, writes what it says to the log, and returns its standard output. */
export type StepCommand = (
  command: string,
  args: readonly string[],
  options?: Pick<RunOptions, "cwd" | "env">,
) => Promise<string>;

export interface StepLog {
  write(text: string): void;
  close(): Promise<void>;
}

/** Lines of a failed command that are shown; the log has all of them. */
const shownLines = 8;

export function openStepLog(file: string): StepLog {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const stream = createWriteStream(file, { flags: "a", mode: 0o600 });
  return {
    write: (text) => {
      stream.write(`${text}\n`);
    },
    close: () => new Promise((resolve) => stream.end(resolve)),
  };
}

export function createStepCommand(
  processes: ProcessRunner,
  environment: Readonly<Record<string, string>>,
  log: StepLog,
  prefix: string,
  signal: AbortSignal,
): StepCommand {
  return async (command, args, options = {}) => {
    log.write(`[${prefix}] $ ${[command, ...args].join(" ")}`);
    const { exitCode, stdout, stderr } = await processes.run(command, args, {
      ...options,
      env: { ...environment, ...options.env },
      signal,
      onLine: (line) => {
        log.write(`[${prefix}] ${line}`);
      },
    });
    if (exitCode === 0) return stdout;
    const lines = `${stdout}\n${stderr}`.split("\n").filter((line) => line.trim() !== "");
    throw new StepFailure(`${command} ended with exit code ${String(exitCode)}`, lines.slice(-shownLines));
  };
}
