import { causeMessage, TemporalStartError } from "../errors.ts";

/** A failure nobody expected is a bug: it is named as one, without a stack trace. */
export function asExpected(error: unknown, signal: AbortSignal): TemporalStartError {
  const isKnown = error instanceof TemporalStartError;
  if (signal.aborted && !(isKnown && error.facts.category === "interrupted")) {
    return new TemporalStartError({ code: "INTERRUPTED", category: "interrupted", message: "Interrupted." });
  }
  if (isKnown) return error;
  return new TemporalStartError({
    code: "UNEXPECTED",
    category: "service",
    message: `Unexpected failure: ${causeMessage(error)}`,
    hint: "This is a bug in temporal-start. Repeat the command with TEMPORAL_START_DEBUG=1 for the details and report them.",
    cause: error,
  });
}
