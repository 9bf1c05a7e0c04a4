import { createGate } from "../async/gate.ts";
import { growingPatience } from "../async/growing-patience.ts";
import { TemporalStartError } from "../errors.ts";
import type { Clock } from "../interfaces/clock.ts";
import type { NamespaceFacts, NamespaceInput, TemporalAdmin } from "../interfaces/temporal.ts";
import { type NamespacePlan, planNamespace } from "./namespace-plan.ts";

const pauseMs = 100;
/** The server's namespace cache refreshes every ten seconds; twice that means something else is wrong. */
const usableTimeoutMs = 20_000;
/** More of them at once only wait for each other in the server. */
const callsAtOnce = 16;

export interface EnsureOptions {
  readonly temporal: TemporalAdmin;
  readonly clock: Clock;
  readonly defaultRetentionSeconds: number;
  readonly signal?: AbortSignal;
}

export interface EnsuredNamespace {
  readonly action: NamespacePlan["action"];
  readonly namespace: NamespaceFacts;
}

/** What became of one of several namespaces. */
export type NamespaceOutcome =
  | ({ readonly name: string; readonly ok: true } & EnsuredNamespace)
  | { readonly name: string; readonly ok: false; readonly error: TemporalStartError };

/** Makes the namespace exist as wanted, and returns once the server really lets it be used. */
export async function ensureNamespace(wanted: NamespaceInput, options: EnsureOptions): Promise<EnsuredNamespace> {
  const [outcome] = await ensureNamespaces([wanted], options);
  if (outcome?.ok !== true) throw outcome?.error ?? new TypeError("No outcome for a namespace.");
  return { action: outcome.action, namespace: outcome.namespace };
}

/** Makes all of them exist as wanted, and returns once all can be used; a failure of one leaves the others alone. */
export async function ensureNamespaces(
  wanted: readonly NamespaceInput[],
  options: EnsureOptions,
): Promise<readonly NamespaceOutcome[]> {
  const gate = createGate(callsAtOnce);
  const outcomes = new Map<string, NamespaceOutcome>();
  const attempt = async (name: string, task: () => Promise<void>): Promise<void> => {
    try {
      await gate(task);
    } catch (error) {
      if (!(error instanceof TemporalStartError)) throw error;
      outcomes.set(name, { name, ok: false, error });
    }
  };
  const actions = await writeAll(wanted, options, attempt);
  const usable = await untilAllUsable(actions, outcomes, options, attempt);
  const found = await settle(wanted, actions, options, attempt);
  for (const input of wanted) {
    const { name } = input;
    const [action, namespace] = [actions.get(name), found.get(name)];
    if (outcomes.has(name) || !usable.has(name) || action === undefined || namespace === undefined) continue;
    const isAsWanted = planNamespace(input, namespace, options.defaultRetentionSeconds).action === "nothing";
    outcomes.set(name, isAsWanted ? { name, ok: true, action, namespace } : { name, ok: false, error: changed(name) });
  }
  return wanted.map(({ name }) => outcomes.get(name) ?? { name, ok: false, error: notUsable(name) });
}

/** Runs a task for one namespace among others, and notes its failure as that namespace's outcome. */
type Attempt = (name: string, task: () => Promise<void>) => Promise<void>;
type Action = NamespacePlan["action"];

/** @returns what was done to each namespace that did not fail */
async function writeAll(
  wanted: readonly NamespaceInput[],
  options: EnsureOptions,
  attempt: Attempt,
): Promise<ReadonlyMap<string, Action>> {
  // Not one look a name: the server remembers for a second that a name it was asked for is unknown, and would not let
  // the namespace be used meanwhile.
  const existing = new Map((await options.temporal.namespaces()).map((facts) => [facts.name, facts]));
  const actions = new Map<string, Action>();
  const write = async (input: NamespaceInput): Promise<void> => {
    options.signal?.throwIfAborted();
    const plan = planNamespace(input, existing.get(input.name), options.defaultRetentionSeconds);
    if (plan.action === "register") await register(options.temporal, plan.input);
    if (plan.action === "update") await options.temporal.updateNamespace(plan.input);
    actions.set(input.name, plan.action);
  };
  await Promise.all(wanted.map((input) => attempt(input.name, () => write(input))));
  return actions;
}

/** A registration that somebody else was quicker with may have left other facts than were asked for. */
async function settle(
  wanted: readonly NamespaceInput[],
  actions: ReadonlyMap<string, Action>,
  { temporal, defaultRetentionSeconds }: EnsureOptions,
  attempt: Attempt,
): Promise<ReadonlyMap<string, NamespaceFacts>> {
  const seen = async (): Promise<ReadonlyMap<string, NamespaceFacts>> =>
    new Map((await temporal.namespaces()).map((facts) => [facts.name, facts]));
  const first = await seen();
  const others = wanted.filter((input) => {
    const facts = first.get(input.name);
    return actions.has(input.name) && planNamespace(input, facts, defaultRetentionSeconds).action === "update";
  });
  if (others.length === 0) return first;
  await Promise.all(others.map((input) => attempt(input.name, () => temporal.updateNamespace(input))));
  return seen();
}

async function register(temporal: TemporalAdmin, input: NamespaceInput & { retentionSeconds: number }): Promise<void> {
  try {
    await temporal.registerNamespace(input);
  } catch (error) {
    // Somebody else registered it between our look and our call: that is what was wanted.
    const raced = error instanceof TemporalStartError && error.facts.code === "TEMPORAL_ALREADY_EXISTS";
    if (!raced) throw error;
  }
}

/** Asks for all that have no outcome yet, waits, and asks again. @returns names of those that can be used */
async function untilAllUsable(
  actions: ReadonlyMap<string, Action>,
  outcomes: ReadonlyMap<string, NamespaceOutcome>,
  { temporal, clock, signal }: EnsureOptions,
  attempt: Attempt,
): Promise<ReadonlySet<string>> {
  const deadlineMs = clock.now() + usableTimeoutMs;
  const usable = new Set<string>();
  const patience = growingPatience(clock);
  const isOpen = (name: string): boolean => !usable.has(name) && !outcomes.has(name);
  for (let open = [...actions.keys()]; open.length > 0; open = open.filter(isOpen)) {
    const isLate = clock.now() >= deadlineMs;
    const look = async (name: string): Promise<void> => {
      if (await patience((callMs) => temporal.isUsable(name, callMs), deadlineMs - clock.now())) usable.add(name);
      else if (isLate) throw notUsable(name);
    };
    await Promise.all(open.map((name) => attempt(name, () => look(name))));
    if (open.some(isOpen)) await clock.sleep(pauseMs, signal);
  }
  return usable;
}

function changed(name: string): TemporalStartError {
  return new TemporalStartError({
    code: "NAMESPACE_UNSETTLED",
    category: "timeout",
    message: `Namespace "${name}" is not as it was asked for: somebody else changed it at the same time.`,
    hint: `temporal-start namespace describe ${name}`,
    retryable: true,
  });
}

function notUsable(name: string): TemporalStartError {
  return new TemporalStartError({
    code: "NAMESPACE_NOT_USABLE",
    category: "timeout",
    message: `Namespace "${name}" is registered, but the server did not let it be used within ${String(usableTimeoutMs / 1000)} s.`,
    hint: "temporal-start status",
    retryable: true,
  });
}
