import { randomUUID } from "node:crypto";
import { exitCodes } from "../../errors.ts";
import type { ProcessRunner } from "../../interfaces/processes.ts";

/** Runs a command in a running container with this terminal, passing signals on, and resolves with its exit code. */
export async function execOnTerminal(
  processes: Pick<ProcessRunner, "inherit" | "run">,
  container: string,
  words: readonly string[],
  signal: AbortSignal,
): Promise<number> {
  signal.throwIfAborted();
  const hasTerminal = process.stdin.isTTY && process.stdout.isTTY;
  if (hasTerminal) return orSignal(await processes.inherit("docker", ["exec", "-it", container, ...words]), signal);
  // Without a terminal `docker exec` does not pass signals on: the command leaves its process id behind.
  const pidFile = `/tmp/temporal-start-${randomUUID()}.pid`;
  const wrapped = ["sh", "-c", 'echo $$ > "$0" && exec "$@"', pidFile, ...words];
  const inside = (...command: readonly string[]): Promise<unknown> =>
    processes.run("docker", ["exec", container, ...command]);
  const interrupt = (): void => {
    inside("sh", "-c", 'kill -INT "$(cat "$0")"', pidFile).catch(() => undefined);
  };
  signal.addEventListener("abort", interrupt, { once: true });
  try {
    return orSignal(await processes.inherit("docker", ["exec", "-i", container, ...wrapped]), signal);
  } finally {
    signal.removeEventListener("abort", interrupt);
    await inside("rm", "-f", pidFile).catch(() => undefined);
  }
}

/** A child that a signal ended has no exit code. */
function orSignal(exitCode: number | undefined, signal: AbortSignal): number {
  return exitCode ?? (signal.aborted ? exitCodes.interrupted : exitCodes.failed);
}
