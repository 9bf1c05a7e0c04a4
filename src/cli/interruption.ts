import { exitCodes } from "../errors.ts";

/** Longer than a child process is given before it is killed; what takes longer hangs. */
const cleanUpMs = 30_000;

const codes = { SIGINT: exitCodes.interrupted, SIGTERM: exitCodes.terminated } as const;

export interface Interruption {
  readonly cancellation: AbortController;
  /** The first signal asks the command to end, the second one leaves; so does time. */
  readonly onSignal: (name: keyof typeof codes) => void;
  /** A reader that has seen enough (`| head`) closes the pipe; that is no error of ours. */
  readonly onPipeClosed: () => void;
  /** The answer cannot be written, because a disk is full or gone: nobody will have it whole. */
  readonly onOutputLost: () => void;
  /** An interruption has as many exit codes as causes; only here it is known which one it was. */
  readonly exitCodeOf: (code: number) => number;
}

/** @param leave ends the process, whatever is going on */
export function createInterruption(leave: (exitCode: number) => void): Interruption {
  const cancellation = new AbortController();
  let cause: number | undefined;
  let isOutputLost = false;
  return {
    cancellation,
    onSignal(name) {
      if (cancellation.signal.aborted) {
        leave(codes[name]);
        return;
      }
      cause = codes[name];
      // Does not keep alive a process that has nothing left to do.
      setTimeout(leave, cleanUpMs, cause).unref();
      cancellation.abort();
    },
    onPipeClosed() {
      cause ??= exitCodes.ok;
      cancellation.abort();
    },
    onOutputLost() {
      isOutputLost = true;
      cancellation.abort();
    },
    exitCodeOf(code) {
      if (isOutputLost) return exitCodes.failed;
      return code === exitCodes.interrupted ? (cause ?? code) : code;
    },
  };
}
