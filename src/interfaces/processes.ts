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

export interface ProcessRunner {
  /** Runs to the end; a non-zero exit code is a result, not an exception. */
  run(command: string, args: readonly string[], options?: RunOptions): Promise<RunResult>;
  /**
   * Runs a command in a running container with this terminal, passing signals on, and resolves with
   * its exit code.
   */
  execInContainer(container: string, command: readonly string[], signal: AbortSignal): Promise<number>;
  /**
   * Starts a program that may outlive this one; resolves with its exit code, or without one when it still
   * runs after some time.
   */
  launch(command: string, args: readonly string[], patienceMs: number): Promise<number | undefined>;
}
