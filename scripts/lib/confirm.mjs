import { createInterface } from "node:readline/promises";
import { SetupError } from "./setup-error.mjs";

/** The exit code of the program, too, for a question that was not answered with yes. */
export const confirmationNeeded = 5;

/** Whether somebody could answer a question. */
export const canAsk = () => Boolean(process.stdin.isTTY && process.stdout.isTTY && !process.env.CI);

/** Asks on a terminal; without one wants `--yes`, because nobody could answer. @throws SetupError without consent */
export async function confirmChanges({ yes, command }) {
  if (yes) return;
  if (!canAsk()) {
    throw new SetupError(
      "Ask for consent",
      "there is no terminal to ask on",
      `Nothing was changed. To agree, run: ${command} --yes`,
      confirmationNeeded,
    );
  }
  if (await askToGoOn(process.stdin, process.stdout)) return;
  throw new SetupError("Ask for consent", "it was not given", "Nothing was changed.", confirmationNeeded);
}

/** Whether the answer is yes; Ctrl-C and Ctrl-D are answers, too. */
export async function askToGoOn(input, output) {
  const terminal = createInterface({ input, output });
  try {
    return /^y(es)?$/i.test((await terminal.question("Go on? [y/N] ")).trim());
  } catch (error) {
    if (error.code !== "ABORT_ERR") throw error;
    output.write("\n");
    return false;
  } finally {
    terminal.close();
  }
}
