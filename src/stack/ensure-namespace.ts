import { TemporalStartError } from "../errors.ts";
import type { Clock, NamespaceFacts, NamespaceInput, ServerCheck, TemporalAdmin } from "../runtime/ports.ts";
import { createGate, type Gate } from "./gate.ts";
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

/** Makes all of them exist as wanted, side by side; a failure of one leaves the others alone. */
export function ensureNamespaces(
  wanted: readonly NamespaceInput[],
  options: EnsureOptions,
): Promise<readonly NamespaceOutcome[]> {
  const gate = createGate(callsAtOnce);
  return Promise.all(
    wanted.map(async (input): Promise<NamespaceOutcome> => {
      try {
        return { name: input.name, ok: true, ...(await ensureNamespace(input, options, gate)) };
      } catch (error) {
        if (!(error instanceof TemporalStartError)) throw error;
        return { name: input.name, ok: false, error };
      }
    }),
  );
}

/**
 * Makes the namespace exist as wanted, and returns once the server really lets it be used.
 * @param gate what calls to the server pass through; waiting between them takes no place there
 */
export async function ensureNamespace(
  wanted: NamespaceInput,
  options: EnsureOptions,
  gate: Gate = (task) => task(),
): Promise<EnsuredNamespace> {
  const action = await gate(() => write(wanted, options));
  const namespace = await untilUsable(wanted.name, options, gate);
  return { action, namespace };
}

async function write(wanted: NamespaceInput, options: EnsureOptions): Promise<NamespacePlan["action"]> {
  const { temporal, defaultRetentionSeconds, signal } = options;
  signal?.throwIfAborted();
  const plan = planNamespace(wanted, await temporal.namespace(wanted.name), defaultRetentionSeconds);
  if (plan.action === "register") await register(temporal, plan.input);
  if (plan.action === "update") await temporal.updateNamespace(plan.input);
  return plan.action;
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

async function untilUsable(name: string, options: EnsureOptions, gate: Gate): Promise<NamespaceFacts> {
  const { temporal, clock, signal } = options;
  const look = (): Promise<[NamespaceFacts | undefined, ServerCheck]> =>
    Promise.all([temporal.namespace(name), temporal.check(name, usableTimeoutMs)]);
  const deadlineMs = clock.now() + usableTimeoutMs;
  for (;;) {
    const [facts, check] = await gate(look);
    if (facts !== undefined && check.serving) return facts;
    if (clock.now() >= deadlineMs) {
      throw new TemporalStartError({
        code: "NAMESPACE_NOT_USABLE",
        category: "timeout",
        message: `Namespace "${name}" is registered but not usable after ${String(usableTimeoutMs / 1000)} s.${check.serving ? "" : ` The server says: ${check.message}`}`,
        hint: "temporal-start status",
        retryable: true,
      });
    }
    await clock.sleep(pauseMs, signal);
  }
}
