import { createInterface } from "node:readline/promises";
import { SetupError } from "./setup-error.mjs";

/** Asks on a terminal; without one wants `--yes`, because nobody could answer. */
export async function confirmChanges({ yes, command }) {
  if (yes) return true;
  if (!process.stdin.isTTY || !process.stdout.isTTY || process.env.CI) {
    throw new SetupError(
      "Ask for consent",
      "there is no terminal to ask on",
      `Nothing was changed. To agree, run: ${command} --yes`,
      2,
    );
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(es)?$/i.test((await terminal.question("Go on? [y/N] ")).trim());
  } finally {
    terminal.close();
  }
}
