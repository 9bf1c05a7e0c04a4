import { spawn } from "node:child_process";
import { accessSync, appendFileSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

// Debian keeps daemons and iptables in sbin, which is not on an ordinary user's PATH.
const systemFolders = ["/usr/local/sbin", "/usr/sbin", "/sbin"];

/** The full path of a program on PATH or in the system folders, or undefined. */
export function findProgram(name) {
  const folders = [...(process.env.PATH ?? "").split(delimiter), ...systemFolders].filter(Boolean);
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Runs a program without a shell; a non-zero exit is a result, not an exception. */
export function run(command, args, { logFile, input, environment } = {}) {
  if (logFile) appendFileSync(logFile, `\n$ ${[command, ...args].join(" ")}\n`);
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
      env: { ...process.env, ...environment },
    });
    const output = { stdout: "", stderr: "" };
    for (const stream of ["stdout", "stderr"]) {
      child[stream].on("data", (chunk) => {
        output[stream] += chunk;
        if (logFile) appendFileSync(logFile, chunk);
      });
    }
    if (input !== undefined) child.stdin.end(input);
    child.on("error", (error) => resolve({ exitCode: 127, stdout: "", stderr: error.message }));
    child.on("close", (code) => resolve({ exitCode: code ?? 1, ...output }));
  });
}

/** The last lines of a program's output that carry text, newest last. */
export function lastLines(text, count = 3) {
  const lines = text.split("\n").map((line) => line.trim());
  return lines.filter(Boolean).slice(-count).join(" | ");
}
