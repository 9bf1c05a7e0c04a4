import { spawnSync } from "node:child_process";
import { findProgram } from "./find-program.mjs";
import { run } from "./run.mjs";
import { SetupError } from "./setup-error.mjs";

export const isRoot = () => process.getuid?.() === 0;

/** The words to put in front of a command that needs root: none for root, else sudo. */
export function rootPrefix() {
  if (isRoot()) return [];
  const sudo = findProgram("sudo");
  if (!sudo) {
    throw new SetupError("Become root", "you are not root and sudo is not installed", "Run this command as root.");
  }
  return process.stdin.isTTY ? [sudo] : [sudo, "-n"];
}

/** Asks for the sudo password once, before output is captured and a prompt could not be seen. */
export function unlockSudo() {
  if (isRoot()) return;
  const [sudo, ...flags] = rootPrefix();
  if (spawnSync(sudo, [...flags, "-v"], { stdio: "inherit" }).status !== 0) {
    throw new SetupError("Become root", "sudo did not accept you", "Run this command as root, or allow sudo.");
  }
}

/** Runs a command as root; it ends by itself, because half an installation is worse than a late end. */
export function runAsRoot(command, args, options) {
  const [first, ...rest] = [...rootPrefix(), command, ...args];
  return run(first, rest, { ...options, mayInterrupt: false });
}
