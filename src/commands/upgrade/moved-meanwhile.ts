import { TemporalStartError } from "../../errors.ts";

/**
 * What a person has agreed to is not what is there any more.
 * @param what has been brought where: `the data to server 1.23.1`
 */
export function movedMeanwhile(what: string, next: string): TemporalStartError {
  return new TemporalStartError({
    code: "CONFIRMATION_NEEDED",
    category: "confirmation",
    message: `Another command has brought ${what} meanwhile; nothing was changed.`,
    hint: next,
  });
}
