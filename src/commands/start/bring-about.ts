import type { Settings } from "../../cluster/services/index.ts";
import type { DeclaredNamespace } from "../../cluster/settings/declared.ts";
import { formatDurationSeconds, parseDurationSeconds } from "../../cluster/settings/duration.ts";
import { TemporalStartError } from "../../errors.ts";
import type { NamespaceFacts } from "../../interfaces/temporal.ts";
import { declaredBy } from "../../plan/declared.ts";
import { ensureNamespaces } from "../../temporal/ensure-namespace.ts";
import { type EnsuredAttribute, ensureSearchAttributes } from "../../temporal/ensure-search-attributes.ts";
import type { Needs } from "../command.ts";
import { requireAll, sayEnsured } from "../namespace/namespace-outcome.ts";

export type DeclaredNeeds = Needs<"clock" | "reporter" | "signal" | "temporal">;

export interface BroughtAbout {
  readonly namespaces: readonly { readonly name: string; readonly action: string }[];
  readonly searchAttributes: readonly EnsuredAttribute[];
}

/**
 * Brings about the namespaces and search attributes that the settings declare. What is there and is not declared stays,
 * and a retention is never made shorter: that would delete workflows.
 * @throws TemporalStartError what stands in the way; the cluster runs
 */
export async function bringAbout(context: DeclaredNeeds, values: Settings): Promise<BroughtAbout> {
  const { namespaces, attributes } = declaredBy(values);
  if (namespaces.length + attributes.size === 0) return { namespaces: [], searchAttributes: [] };
  try {
    return {
      namespaces: namespaces.length === 0 ? [] : await bringNamespaces(context, namespaces, values),
      searchAttributes: attributes.size === 0 ? [] : await bringAttributes(context, attributes, values),
    };
  } catch (error) {
    if (!(error instanceof TemporalStartError)) throw error;
    const message = `The cluster runs, but what the settings declare is not all there: ${error.facts.message}`;
    throw new TemporalStartError({ ...error.facts, message });
  }
}

async function bringNamespaces(
  context: DeclaredNeeds,
  declared: readonly DeclaredNamespace[],
  values: Settings,
): Promise<BroughtAbout["namespaces"]> {
  const { clock, signal, reporter } = context;
  const temporal = await context.temporal();
  const there = new Map((await temporal.namespaces()).map((facts) => [facts.name, facts]));
  const wanted = declared.map((namespace) => {
    const shorter = tellShorter(namespace, there.get(namespace.name));
    if (shorter !== undefined) reporter.warn(shorter);
    return shorter === undefined ? namespace : { name: namespace.name };
  });
  const defaultRetentionSeconds = parseDurationSeconds(values.TEMPORAL_NAMESPACE_RETENTION) ?? 0;
  const outcomes = await ensureNamespaces(wanted, { temporal, clock, defaultRetentionSeconds, signal });
  const ensured = requireAll(outcomes);
  for (const one of ensured) if (one.action !== "nothing") reporter.note(sayEnsured(one));
  return ensured.map(({ action, namespace: { name } }) => ({ name, action }));
}

function tellShorter(
  { name, retentionSeconds }: DeclaredNamespace,
  existing: NamespaceFacts | undefined,
): string | undefined {
  if (existing === undefined || retentionSeconds === undefined) return undefined;
  if (retentionSeconds >= existing.retentionSeconds) return undefined;
  const [wanted, kept] = [retentionSeconds, existing.retentionSeconds].map(formatDurationSeconds);
  return `Namespace ${name} keeps its retention of ${String(kept)}: the ${String(wanted)} of TEMPORAL_NAMESPACES would delete workflows. If that is meant: temporal-start namespace update ${name} --retention ${String(wanted)}`;
}

async function bringAttributes(
  context: DeclaredNeeds,
  declared: ReturnType<typeof declaredBy>["attributes"],
  { TEMPORAL_NAMESPACE: namespace }: Settings,
): Promise<readonly EnsuredAttribute[]> {
  const { clock, signal, reporter } = context;
  const ensured = await ensureSearchAttributes(declared, {
    temporal: await context.temporal(),
    clock,
    namespace,
    signal,
  });
  for (const { name, type, action } of ensured) {
    if (action === "add") reporter.note(`Search attribute ${name} was added as ${type}. It can be used now.`);
  }
  return ensured;
}
