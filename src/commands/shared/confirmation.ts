import { defined } from "../../defined.ts";
import { TemporalStartError } from "../../errors.ts";
import type { Needs } from "../command.ts";

/**
 * Asks before something is lost; where nobody can answer, the flag is the answer.
 * @throws TemporalStartError CONFIRMATION_NEEDED
 */
export async function requireConfirmation(
  context: Needs<"confirm" | "isInteractive">,
  isConfirmed: boolean,
  question: string,
): Promise<void> {
  if (isConfirmed) return;
  if (!context.isInteractive())
    throw refusal(`${question} Nobody is there to answer.`, "Repeat the command with --yes.");
  if (!(await context.confirm(question))) throw refusal("Not confirmed; nothing was changed.");
}

function refusal(message: string, hint?: string): TemporalStartError {
  return new TemporalStartError({
    code: "CONFIRMATION_NEEDED",
    category: "confirmation",
    message,
    ...defined({ hint }),
  });
}
