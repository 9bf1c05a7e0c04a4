import { TemporalStartError } from "../errors.ts";
import type { Clock, NamespaceFacts, NamespaceInput, TemporalAdmin } from "../runtime/ports.ts";
import { type NamespacePlan, planNamespace } from "./namespace-plan.ts";

const pauseMs = 100;
/** The server's namespace cache refreshes every ten seconds; twice that means something else is wrong. */
const usableTimeoutMs = 20_000;

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

/** Makes the namespace exist as wanted, and returns once the server really lets it be used. */
export async function ensureNamespace(wanted: NamespaceInput, options: EnsureOptions): Promise<EnsuredNamespace> {
  const { temporal, defaultRetentionSeconds } = options;
  const plan = planNamespace(wanted, await temporal.namespace(wanted.name), defaultRetentionSeconds);
  if (plan.action === "register") await register(temporal, plan.input);
  if (plan.action === "update") await temporal.updateNamespace(plan.input);
  const namespace = await untilUsable(wanted.name, options);
  return { action: plan.action, namespace };
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

async function untilUsable(name: string, { temporal, clock, signal }: EnsureOptions): Promise<NamespaceFacts> {
  const deadlineMs = clock.now() + usableTimeoutMs;
  for (;;) {
    const [facts, check] = await Promise.all([temporal.namespace(name), temporal.check(name, usableTimeoutMs)]);
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
