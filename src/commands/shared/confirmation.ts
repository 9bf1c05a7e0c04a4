import { defined } from "../../defined.ts";
import { TemporalStartError } from "../../errors.ts";
import type { Needs } from "../command.ts";

/** What would be lost. */
export interface Loss {
  readonly question: string;
  /** What to type in place of a yes, where so much is lost that a yes is too easy. */
  readonly word?: string;
  /** The rest of "This would …". */
  readonly deed: string;
  /** Does it without a question. */
  readonly command: string;
}

/**
 * Asks before something is lost; where nobody can answer, the flag is the answer.
 * @throws TemporalStartError CONFIRMATION_NEEDED
 */
export async function requireConfirmation(
  context: Needs<"confirm" | "isInteractive">,
  isConfirmed: boolean,
  { question, word, deed, command }: Loss,
): Promise<void> {
  if (isConfirmed) return;
  if (!context.isInteractive())
    throw refusal(
      `This would ${deed}, and nobody is there to agree; nothing was changed.`,
      `If that is meant: ${command}`,
    );
  if (!(await context.confirm(question, word))) throw refusal("Not confirmed; nothing was changed.");
}

function refusal(message: string, hint?: string): TemporalStartError {
  return new TemporalStartError({
    code: "CONFIRMATION_NEEDED",
    category: "confirmation",
    message,
    ...defined({ hint }),
  });
}
