import type { Readable, Writable } from "node:stream";

export interface RunOptions {
  readonly cwd?: string;
  /** The whole environment of the child; absent means the parent's. */
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** What the program reads from its stdin; absent means nothing. */
  readonly input?: string;
  readonly onLine?: (line: string, stream: "stdout" | "stderr") => void;
  readonly onSpawn?: (pid: number) => void;
}

export interface RunResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface PipeOptions extends Pick<RunOptions, "env" | "signal" | "onSpawn"> {
  /** What the program reads; absent means nothing. Destroyed where the program ends before it. */
  readonly stdin?: Readable;
  /** Ended with the program; destroyed where the program is ended early. */
  readonly stdout: Writable;
  /** Takes stderr as it arrives. */
  readonly onError: (text: string) => void;
  /**
   * Ends what the program works for, when the signal aborts or a stream fails. The program's stdin stays open until it
   * has: a piece of the input must not be taken for all of it.
   */
  readonly stop?: () => Promise<unknown>;
}

export interface ProcessRunner {
  /** Runs to the end; a non-zero exit code is a result, not an exception. */
  run(command: string, args: readonly string[], options?: RunOptions): Promise<RunResult>;
  /**
   * Runs to the end with bytes streaming through, at the pace of the slowest; resolves with the exit code.
   * @throws the signal's reason, or the error of the stream that failed
   */
  pipe(command: string, args: readonly string[], options: PipeOptions): Promise<number>;
  /** Runs to the end with this program's own streams; resolves with the exit code, or without one after a signal. */
  inherit(command: string, args: readonly string[]): Promise<number | undefined>;
  /**
   * Starts a program that may outlive this one; resolves with its exit code, or without one when it still
   * runs after some time.
   */
  launch(command: string, args: readonly string[], patienceMs: number): Promise<number | undefined>;
}
