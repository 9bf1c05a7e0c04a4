import { TemporalStartError } from "../../errors.ts";
import type { EnsuredNamespace, NamespaceOutcome } from "../../temporal/ensure-namespace.ts";
import { describeNamespace } from "./namespace-input.ts";

type Done = Extract<NamespaceOutcome, { ok: true }>;
type Failed = Extract<NamespaceOutcome, { ok: false }>;

const goesOn = "Look at temporal-start status, and repeat the command: it goes on with those that are missing.";

/** A message of a thousand names is read by nobody; the details have all. */
const shownNames = 10;

/** What became of one namespace, in one line. */
export function sayEnsured({ action, namespace }: EnsuredNamespace): string {
  const said = { register: "was created", update: "was updated", nothing: "is there already" }[action];
  const { retention } = describeNamespace(namespace);
  return `Namespace ${namespace.name} ${said}; retention ${retention ?? ""}. It can be used now.`;
}

/** @throws TemporalStartError with each namespace that failed and why, and what became of the others */
export function requireAll(outcomes: readonly NamespaceOutcome[]): readonly EnsuredNamespace[] {
  const failed = outcomes.filter((outcome): outcome is Failed => !outcome.ok);
  const done = outcomes.filter((outcome): outcome is Done => outcome.ok);
  const [first] = failed;
  if (first === undefined) return done.map(({ action, namespace }) => ({ action, namespace }));
  const causes = new Set(failed.map(({ error }) => error.message));
  // One cause that stopped everything, such as a server that does not answer, is said once.
  if (done.length === 0 && causes.size === 1) throw first.error;
  throw someFailed(first, failed, done);
}

function someFailed(first: Failed, failed: readonly Failed[], done: readonly Done[]): TemporalStartError {
  const { category, hint } = first.error.facts;
  const isAlike = failed.every(({ error }) => error.facts.category === category);
  const isRetryable = failed.every(({ error }) => error.facts.retryable === true);
  const names = failed.slice(0, shownNames).map(({ name }) => name);
  const more = failed.length > names.length ? ` and ${String(failed.length - names.length)} more` : "";
  return new TemporalStartError({
    code: "NAMESPACES_FAILED",
    category: isAlike ? category : "service",
    message: `${String(failed.length)} of ${String(failed.length + done.length)} namespaces failed: ${names.join(", ")}${more}.`,
    details: [...failed.map(({ name, error }) => `${name}: ${error.message}`), ...done.map(sayEnsured)],
    hint: isRetryable && done.length > 0 ? goesOn : (hint ?? "temporal-start status"),
    retryable: isRetryable,
    cause: first.error,
  });
}
