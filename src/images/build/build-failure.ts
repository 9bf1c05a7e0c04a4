import { causeMessage, TemporalStartError } from "../../errors.ts";
import type { BuildStep } from "../plan/build-plan.ts";
import { StepFailure, type StepLog } from "./step-commands.ts";

/** Says which step of which image failed and why; other errors already say what they have to. */
export function buildFailure(step: BuildStep, failure: unknown, logFile: string, log: StepLog): TemporalStartError {
  if (failure instanceof TemporalStartError) return failure;
  return new TemporalStartError({
    code: "IMAGE_BUILD_FAILED",
    category: "engine",
    message: `Image ${step.image}: could not ${step.title}: ${causeMessage(failure)}.`,
    hint: `The log is ${logFile}. Run "temporal-start images build" again: it goes on where it stopped.`,
    details: [
      ...(failure instanceof StepFailure ? failure.lastLines : []),
      ...(log.loss === undefined ? [] : [`The log is not complete: ${log.loss}`]),
    ],
    retryable: true,
    cause: failure,
  });
}
