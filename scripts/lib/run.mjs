import { appendFileSync } from "node:fs";
import { runChild } from "./child.mjs";

/**
 * Runs a program without a shell; a non-zero exit is a result, not an exception.
 * It stays in the process group of this script, where sudo finds the terminal and the password it was given.
 */
export function run(command, args, { logFile, input, environment, mayInterrupt } = {}) {
  const log = (text) => logFile && appendFileSync(logFile, text);
  log(`\n$ ${[command, ...args].join(" ")}\n`);
  return runChild([command, ...args], { environment, input, mayInterrupt, ownGroup: false, onOutput: log });
}
