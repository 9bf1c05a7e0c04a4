import { join } from "node:path";
import { projectFolder } from "./project-folder.mjs";
import { StepError } from "./step-error.mjs";
import { tailOf } from "./tail.mjs";

export const programPath = join(projectFolder, "bin", "temporal-start.js");

/** Runs a command of the built program and returns its JSON envelope. @throws StepError with the envelope's words */
export async function askProgram(step, args, { mayFail = false } = {}) {
  const result = await step.child([process.execPath, programPath, ...args, "--json"], {
    cwd: projectFolder,
    mayFail: true,
  });
  const envelope = parse(result.stdout);
  if (!envelope)
    throw new StepError(`"${args.join(" ")}" ended with exit code ${result.exitCode}`, {
      lines: tailOf(result.stderr),
    });
  if (envelope.error && !mayFail) throw envelopeFailure(envelope.error, result.exitCode);
  return envelope;
}

export const envelopeFailure = ({ message, details, hint }, exitCode) =>
  new StepError(message, { lines: details, hint: hint ?? undefined, exitCode });

/** `start` tells line by line what it does, and answers in the last line. */
function parse(text) {
  const trimmed = text.trim();
  for (const candidate of [trimmed, trimmed.split("\n").at(-1)]) {
    try {
      return JSON.parse(candidate);
    } catch {
      // Not one document.
    }
  }
  return undefined;
}
