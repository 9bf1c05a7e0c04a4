import { causeMessage, TemporalStartError } from "../../errors.ts";

/** The failure of a step, with what has become of the cluster. @param message a sentence or more, before the cause */
export function upgradeFailed(error: unknown, message: string, todo: string): TemporalStartError {
  const facts = error instanceof TemporalStartError ? error.facts : { category: "service" as const };
  return new TemporalStartError({
    ...facts,
    code: "UPGRADE_FAILED",
    message: `${message} ${causeMessage(error)}`,
    hint: todo,
    cause: error,
  });
}
