import { instanceLabel } from "../../cluster/settings/instance.ts";
import { defined } from "../../defined.ts";
import { type ErrorFacts, exitCodes, TemporalStartError } from "../../errors.ts";
import { type AwaitedState, awaitedStates, awaitState, type StateOutcome } from "../../health/await-state.ts";
import type { Needs } from "../command.ts";
import { defineCommand } from "../define-command.ts";
import { readSeconds, usageError } from "../shared/flags.ts";

const defaultTimeoutSeconds = 300;

export const wait = defineCommand({
  name: "wait",
  summary: "Wait until the cluster is ready or stopped, and change nothing",
  description:
    "Asks the same questions as `start` and returns when all are answered, whoever starts or stops the cluster. An engine that goes away meanwhile is waited for, too. Exit code 124: the time is up.",
  flags: {
    for: {
      flag: "--for <state>",
      summary: `what to wait for: ${awaitedStates.join(" or ")} (default: ready)`,
      suggests: awaitedStates,
    },
    timeout: {
      flag: "--timeout <duration>",
      summary: `give up after this long (default: ${String(defaultTimeoutSeconds)}s)`,
    },
  },
  examples: [
    { command: "temporal-start wait", explains: "return when a client can start a workflow" },
    { command: "temporal-start wait --for stopped --timeout 30s", explains: "return when nothing runs any more" },
  ],
  async run(input, context: Needs<"clock" | "engine" | "probe" | "reporter" | "settings" | "signal" | "temporal">) {
    const startedMs = context.clock.now();
    const state = readState(input.flags.for);
    const timeoutSeconds = readSeconds(input.flags.timeout, "--timeout") ?? defaultTimeoutSeconds;
    const settings = await context.settings();
    const instance = settings.values.TEMPORAL_INSTANCE;
    // Made once: a look asks with the same clients as the one before.
    let probe: ReturnType<typeof context.probe> | undefined;
    const outcome = await awaitState({
      state,
      engine: await context.engine(),
      reach: settings,
      probe: () => (probe ??= context.probe()),
      temporal: () => context.temporal(),
      clock: context.clock,
      deadlineMs: startedMs + timeoutSeconds * 1000,
      signal: context.signal,
      onBlind: ({ facts }) => {
        context.reporter.note(`${facts.message} Waiting for it to come back.`);
      },
    });
    if (outcome.end !== "reached") throw notReached(outcome, state, timeoutSeconds);
    const seconds = (context.clock.now() - startedMs) / 1000;
    return {
      exitCode: exitCodes.ok,
      data: { instance, state, seconds },
      text: `Instance ${instanceLabel(instance)} is ${state}.\n`,
    };
  },
});

function readState(text = "ready"): AwaitedState {
  const state = awaitedStates.find((known) => known === text);
  if (state === undefined)
    throw usageError(`--for "${text}" is no state.`, `Write --for ${awaitedStates.join(" or --for ")}.`);
  return state;
}

function notReached(outcome: StateOutcome, state: AwaitedState, seconds: number): TemporalStartError {
  const { end, report } = outcome;
  const timedOut = end === "timeout";
  const label = instanceLabel(report.instance);
  return new TemporalStartError({
    code: timedOut ? "WAIT_TIMED_OUT" : "SERVICE_FAILED",
    category: timedOut ? "timeout" : "service",
    message: timedOut
      ? `Instance ${label} was not ${state} after ${String(seconds)} s.`
      : `Instance ${label} cannot become ${state} by waiting.`,
    ...obstacleOf(outcome),
    retryable: timedOut,
  });
}

function obstacleOf({ report, missing, blind }: StateOutcome): Pick<ErrorFacts, "details" | "hint" | "service"> {
  const next = "temporal-start status";
  if (blind !== undefined) return { details: [blind.facts.message], hint: blind.facts.hint ?? next };
  const culprit = report.services.find(({ hint }) => hint !== null);
  return { details: missing, hint: culprit?.hint ?? next, ...defined({ service: culprit?.service }) };
}
