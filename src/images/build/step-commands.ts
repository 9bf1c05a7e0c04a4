import { constants, createWriteStream, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { finished } from "node:stream";
import { causeMessage, TemporalStartError } from "../../errors.ts";
import type { ProcessRunner, RunOptions } from "../../interfaces/processes.ts";

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
  /** Why lines are missing from the log, for example that the disk is full. */
  readonly loss: string | undefined;
  write(text: string): void;
  close(): Promise<void>;
}

/** Lines of a failed command that are shown; the log has all of them. */
const shownLines = 8;

/**
 * Begins the log of a build; that of the build before is replaced.
 * @throws TemporalStartError LOG_UNWRITABLE
 */
export function openStepLog(file: string): StepLog {
  const stream = createWriteStream(file, { fd: openForOwner(file) });
  let loss: string | undefined;
  stream.on("error", (error) => {
    loss ??= causeMessage(error);
  });
  return {
    get loss() {
      return loss;
    },
    write: (text) => {
      stream.write(`${text}\n`);
    },
    close: () =>
      new Promise((resolve) => {
        finished(stream, () => {
          resolve();
        });
        stream.end();
      }),
  };
}

function openForOwner(file: string): number {
  // Appending keeps the lines of two builds apart that run at the same time.
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_APPEND;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    return openSync(file, flags, 0o600);
  } catch (error) {
    throw new TemporalStartError({
      code: "LOG_UNWRITABLE",
      category: "preflight",
      message: `The log of the build cannot be written: ${causeMessage(error)}.`,
      hint: `Make ${file} yours, or remove it, then run the command again. It may be of a run with sudo.`,
      cause: error,
    });
  }
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
