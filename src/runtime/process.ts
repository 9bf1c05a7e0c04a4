import { randomUUID } from "node:crypto";
import { execa } from "execa";
import { TemporalStartError } from "../errors.ts";
import type { ProcessRunner } from "./ports.ts";

/** Grace between SIGTERM and SIGKILL for a child that is cancelled, in milliseconds. */
const forceKillAfterMs = 10_000;

/** Runs programs without a shell, so that no value is ever re-read as syntax. The only import of execa. */
export function createProcessRunner(): ProcessRunner {
  return {
    async run(command, args, options = {}) {
      const child = execa(command, [...args], {
        reject: false,
        stdin: options.input === undefined ? "ignore" : "pipe",
        ...(options.input === undefined ? {} : { input: options.input }),
        ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
        ...(options.env === undefined ? {} : { env: { ...options.env }, extendEnv: false }),
        ...(options.timeoutMs === undefined ? {} : { timeout: options.timeoutMs }),
        ...(options.signal === undefined ? {} : { cancelSignal: options.signal }),
        forceKillAfterDelay: forceKillAfterMs,
        buffer: options.onLine === undefined,
      });
      const { onLine } = options;
      const lines: Record<"stdout" | "stderr", string[]> = { stdout: [], stderr: [] };
      const follow = async (stream: "stdout" | "stderr"): Promise<void> => {
        for await (const line of child.iterable({ from: stream })) {
          lines[stream].push(line);
          onLine?.(line, stream);
        }
      };
      const followed = onLine === undefined ? [] : [follow("stdout"), follow("stderr")];
      const [result] = await Promise.all([child, ...followed]);
      if (result.isCanceled) options.signal?.throwIfAborted();
      if (result.code === "ENOENT") throw missingProgram(command);
      return {
        exitCode: result.exitCode ?? 1,
        stdout: onLine === undefined ? result.stdout : lines.stdout.join("\n"),
        stderr: onLine === undefined ? result.stderr : lines.stderr.join("\n"),
      };
    },

    async execInContainer(container, command, signal) {
      const hasTerminal = process.stdin.isTTY && process.stdout.isTTY;
      // Without a terminal `docker exec` does not pass signals on: the command leaves its process id behind.
      const pidFile = `/tmp/temporal-start-${randomUUID()}.pid`;
      const wrapped = hasTerminal ? command : ["sh", "-c", 'echo $$ > "$0" && exec "$@"', pidFile, ...command];
      const child = execa("docker", ["exec", hasTerminal ? "-it" : "-i", container, ...wrapped], {
        reject: false,
        stdio: "inherit",
      });
      const interrupt = (): void => {
        void execa("docker", ["exec", container, "sh", "-c", 'kill -INT "$(cat "$0")"', pidFile], { reject: false });
      };
      if (!hasTerminal) signal.addEventListener("abort", interrupt, { once: true });
      const result = await child;
      signal.removeEventListener("abort", interrupt);
      if (!hasTerminal) await execa("docker", ["exec", container, "rm", "-f", pidFile], { reject: false });
      if (result.code === "ENOENT") throw missingProgram("docker");
      return result.exitCode ?? 1;
    },
  };
}

function missingProgram(command: string): TemporalStartError {
  return new TemporalStartError({
    code: "PROGRAM_MISSING",
    category: "preflight",
    message: `The program "${command}" is not on the PATH.`,
    hint:
      command === "docker"
        ? "Install Docker Engine with Compose v2, then run the command again."
        : `Install "${command}", then run the command again.`,
  });
}
