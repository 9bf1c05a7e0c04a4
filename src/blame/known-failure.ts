import { commandsFor } from "../cluster/settings/instance.ts";
import { causeMessage, type FailureFacts, TemporalStartError } from "../errors.ts";
import { knownFailures } from "./failures/index.ts";
import { type FailureEvidence, type FailureMatch, matchFailure } from "./failures/match.ts";

/** Errors whose message is what the engine, its command or a registry said. */
const saidByEngine = /^(?:ENGINE_FAILED$|COMPOSE_FAILED$|CONTAINER_NOT_STARTED$|IMAGE_PULL_FAILED$)/;

export function recogniseFailure(evidence: FailureEvidence): FailureMatch | undefined {
  const found = matchFailure(evidence, knownFailures);
  const instead = evidence.isNeverReady === true ? found?.failure.beforeFirstReady : undefined;
  return found === undefined ? undefined : { ...found, failure: { ...found.failure, ...instead } };
}

/** Adds the known failure that the engine's words tell, where they tell one. */
export function recogniseWords(error: TemporalStartError, instance: string): TemporalStartError {
  const { facts } = error;
  if (facts.failure !== undefined || !saidByEngine.test(facts.code)) return error;
  const words = [facts.message, ...(facts.details ?? []), causeMessage(facts.cause ?? "")];
  const found = recogniseFailure({ engineMessage: words.join("\n") });
  return found === undefined
    ? error
    : new TemporalStartError({ ...facts, ...withFailure(found.failure, instance, facts.actions) });
}

/** What an error says once its cause is known: the advice is the next thing to do, before whatever else helps. */
export function withFailure(
  { id, cause, advice, link }: FailureFacts,
  instance: string,
  others: readonly string[] = [],
): { readonly failure: FailureFacts; readonly hint: string; readonly actions: readonly string[] } {
  const hint = commandsFor(instance, advice);
  return { failure: { id, cause, advice: hint, link }, hint, actions: [hint, ...others] };
}
