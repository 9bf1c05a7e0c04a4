import { BenchError } from "./bench-error.ts";

/**
 * Runs until the end or a signal, and sets the exit code: the run's own, 2 for a BenchError, which is one of usage,
 * 130 for an interruption.
 */
export async function runAsProgram(
  run: (argv: readonly string[], interruption: AbortSignal) => Promise<number>,
): Promise<void> {
  const cancellation = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      cancellation.abort(new Error("The run was interrupted."));
    });
  }
  try {
    process.exitCode = await run(process.argv.slice(2), cancellation.signal);
  } catch (error) {
    if (cancellation.signal.aborted) end("Interrupted; everything the run made is removed.", 130);
    else if (error instanceof BenchError) end(`Error: ${error.message}`, 2);
    else throw error;
  }
}

function end(text: string, exitCode: number): void {
  process.stderr.write(`${text}\n`);
  process.exitCode = exitCode;
}
