import { spawn } from "node:child_process";

const isWindows = process.platform === "win32";
/** Grace between the signal that asks a program to end and the one that ends it. */
const graceMs = 20_000;
/** Whether each running child leads a process group of its own. */
const children = new Map();

/**
 * Runs a program without a shell and hands its output on as it comes.
 * With a group of its own, one Ctrl-C reaches it and all it started exactly once: through `signalChildren`,
 * which leaves alone a child that may not be interrupted.
 */
export function runChild([command, ...args], options = {}) {
  const { cwd, environment, input, onOutput = () => {}, ownGroup = true, mayInterrupt = true } = options;
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...environment },
      stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
      detached: ownGroup && !isWindows,
      windowsHide: true,
    });
    if (mayInterrupt) children.set(child, ownGroup);
    // A program that ends before it has read everything says why by its exit code.
    child.stdin?.on("error", () => {}).end(input);
    const output = { stdout: "", stderr: "" };
    for (const stream of ["stdout", "stderr"]) {
      child[stream].setEncoding("utf8").on("data", (chunk) => {
        output[stream] += chunk;
        onOutput(chunk, stream);
      });
    }
    const finish = (exitCode, reason = "") => {
      children.delete(child);
      resolve({ exitCode, ...output, stderr: `${output.stderr}${reason}` });
    };
    child.on("error", (error) => finish(127, error.message));
    child.on("close", (code) => finish(code ?? 1));
  });
}

/** Runs a program that talks with the person at the terminal. */
export function runOnTerminal([command, ...args], { cwd } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, stdio: "inherit" });
    child.on("error", () => resolve(127));
    child.on("close", (code) => resolve(code ?? 1));
  });
}

/** Passes a signal on to every running child and its children; those that stay are ended after a grace. */
export function signalChildren(signal) {
  for (const [child, ownGroup] of children) {
    deliver(child, ownGroup, signal);
    setTimeout(() => children.has(child) && deliver(child, ownGroup, "SIGKILL"), graceMs).unref();
  }
}

function deliver(child, ownGroup, signal) {
  if (child.pid === undefined) return;
  try {
    if (isWindows || !ownGroup) child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}
