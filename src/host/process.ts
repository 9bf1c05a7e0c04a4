import { execa } from "execa";
import { defined } from "../defined.ts";
import { exitCodes } from "../errors.ts";
import type { ProcessRunner, RunOptions } from "../interfaces/processes.ts";
import { missingProgram } from "./missing-program.ts";
import { pipeProgram } from "./pipe-program.ts";

/** Grace between SIGTERM and SIGKILL for a child that is cancelled, in milliseconds. */
const forceKillAfterMs = 10_000;

/** Runs programs without a shell, so that no value is ever re-read as syntax. The only import of execa. */
export function createProcessRunner(): ProcessRunner {
  return {
    async run(command, args, options = {}) {
      const { signal, onLine } = options;
      const child = spawned(command, args, options);
      if (child.pid !== undefined) options.onSpawn?.(child.pid);
      const follow = async (stream: "stdout" | "stderr"): Promise<void> => {
        for await (const line of child.iterable({ from: stream })) onLine?.(line, stream);
      };
      const followed = onLine === undefined ? [] : [follow("stdout"), follow("stderr")];
      const [result] = await Promise.all([child, ...followed]);
      if (result.isCanceled) signal?.throwIfAborted();
      if (result.code === "ENOENT") throw missingProgram(command);
      return { exitCode: result.exitCode ?? 1, stdout: result.stdout, stderr: result.stderr };
    },

    pipe: pipeProgram,

    async inherit(command, args) {
      const result = await execa(command, [...args], { reject: false, stdio: "inherit" });
      if (result.code === "ENOENT") throw missingProgram(command);
      return result.exitCode;
    },

    async launch(command, args, patienceMs) {
      const child = execa(command, [...args], { reject: false, stdio: "ignore", detached: true, cleanup: false });
      child.unref();
      let timer: NodeJS.Timeout | undefined;
      const tooLong = new Promise<undefined>((resolve) => {
        timer = setTimeout(() => {
          resolve(undefined);
        }, patienceMs);
      });
      const result = await Promise.race([child, tooLong]);
      clearTimeout(timer);
      if (result?.code === "ENOENT") throw missingProgram(command);
      return result && (result.exitCode ?? exitCodes.failed);
    },
  };
}

const always = { reject: false, forceKillAfterDelay: forceKillAfterMs } as const;

function spawned(command: string, args: readonly string[], { cwd, env, signal, input }: RunOptions) {
  return execa(command, [...args], {
    ...always,
    ...defined({ cwd, cancelSignal: signal }),
    ...(env === undefined ? {} : { env: { ...env }, extendEnv: false }),
    ...(input === undefined ? { stdin: "ignore" } : { input }),
  });
}
