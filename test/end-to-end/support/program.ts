import { type ChildProcess, spawn } from "node:child_process";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { inject } from "vitest";
import { settingsShape } from "../../../src/cluster/services/index.ts";
import { forget, remember } from "./run-processes.ts";

export const projectFolder = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));

export interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
}

/** Which engine a program finds, which ports and which disks. */
export interface Place {
  /** Added to the environment without this machine's settings of the cluster. */
  readonly env?: Readonly<Record<string, string>>;
  /** Process whose network and mounts they are; absent means this machine's. */
  readonly namespacesOf?: number;
}

export interface RunOptions extends Place {
  readonly cwd?: string;
  /** Whether the test writes to the program's stdin; absent means that it has none. */
  readonly hasInput?: boolean;
}

export interface Running {
  readonly process: ChildProcess;
  /** What was written to stdout so far. */
  readonly output: () => string;
  /** What was written to stderr so far. */
  readonly errors: () => string;
  readonly ended: Promise<Ended>;
}

/** A setting in the tester's own environment would win over what a test sets up; images may come from a mirror. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([key]) => !(key in settingsShape && !key.endsWith("_IMAGE")) && !/^(?:COMPOSE|VITEST|npm)_/.test(key),
  );
  const { folder } = inject("clusterRun");
  const homes = { XDG_STATE_HOME: join(folder, "state"), XDG_DATA_HOME: join(folder, "data") };
  return { ...Object.fromEntries(kept), ...homes, NO_COLOR: "1" };
}

/** Starts a program without a shell and collects what it writes. */
function launch(
  command: string,
  args: readonly string[],
  { cwd, env, hasInput, namespacesOf }: RunOptions = {},
): Running {
  const folder = cwd ?? tmpdir();
  const enter = ["nsenter", "--target", String(namespacesOf), "--net", "--mount", `--wd=${folder}`, command];
  const [program, ...words] = [...(namespacesOf === undefined ? [command] : enter), ...args] as [string, ...string[]];
  const startedMs = performance.now();
  const testRun = inject("clusterRun");
  remember(testRun, "worker", process.pid);
  const child = spawn(program, words, {
    // No temporal.env there: the one of the package counts.
    cwd: folder,
    env: { ...cleanEnvironment(), ...env },
    stdio: [hasInput === true ? "pipe" : "ignore", "pipe", "pipe"],
  });
  const { pid } = child;
  if (pid !== undefined) {
    remember(testRun, "program", pid);
    child.once("exit", () => {
      forget(testRun, "program", pid);
    });
  }
  let stdout = "";
  let stderr = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      const seconds = (performance.now() - startedMs) / 1000;
      resolve({ exitCode: code ?? (signal === null ? 1 : 128), stdout, stderr, seconds });
    });
  });
  return { process: child, output: () => stdout, errors: () => stderr, ended };
}

export function run(command: string, args: readonly string[], options?: RunOptions): Promise<Ended> {
  return launch(command, args, options).ended;
}

/** Runs a program that has to succeed and returns what it wrote. */
export async function output(command: string, args: readonly string[], options?: RunOptions): Promise<string> {
  const { exitCode, stdout, stderr } = await run(command, args, options);
  if (exitCode !== 0)
    throw new Error(`${command} ${args.join(" ")} ended with ${String(exitCode)}: ${stderr}${stdout}`);
  return stdout.trim();
}

/** The packed and installed program, as npm's link to it would run it. */
export function launchProgram(args: readonly string[], options?: RunOptions): Running {
  return launch(process.execPath, [inject("programFile"), ...args], options);
}

export interface TerminalSize {
  readonly columns: number;
  readonly lines: number;
}

/**
 * The same program on a terminal of its own, of which stdout and stderr are both the output.
 * A key is what is written to the terminal's stdin.
 */
export function launchOnTerminal(args: readonly string[], { columns, lines }: TerminalSize): Running {
  const size = `stty columns ${String(columns)} rows ${String(lines)}`;
  const command = [process.execPath, inject("programFile"), ...args].map((word) => `'${word}'`).join(" ");
  const line = `${size} && exec ${command}`;
  const options =
    process.platform === "linux"
      ? ["--quiet", "--return", "--flush", "--command", line, "/dev/null"]
      : ["-q", "-F", "/dev/null", "sh", "-c", line];
  return launch("script", options, { env: { TERM: "xterm", CI: "" }, hasInput: true });
}
