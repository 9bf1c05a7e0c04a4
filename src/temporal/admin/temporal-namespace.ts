import type { NamespaceFacts } from "../../interfaces/temporal.ts";

const stateNames: Readonly<Record<number, NamespaceFacts["state"]>> = {
  1: "registered",
  2: "deprecated",
  3: "deleted",
};

/** What the server says of a namespace, as far as we read it. */
interface DescribedNamespace {
  readonly namespaceInfo?: {
    readonly name?: string | null;
    readonly state?: number | null;
    readonly description?: string | null;
    readonly ownerEmail?: string | null;
  } | null;
  readonly config?: {
    readonly workflowExecutionRetentionTtl?: { readonly seconds?: unknown } | null;
    readonly historyArchivalState?: number | null;
    readonly historyArchivalUri?: string | null;
    readonly visibilityArchivalState?: number | null;
    readonly visibilityArchivalUri?: string | null;
  } | null;
}

export function toNamespaceFacts({ namespaceInfo, config }: DescribedNamespace): NamespaceFacts {
  const { name, state, description, ownerEmail } = namespaceInfo ?? {};
  return {
    name: name ?? "",
    state: stateNames[state ?? 0] ?? "registered",
    retentionSeconds: secondsOf(config?.workflowExecutionRetentionTtl),
    description: description ?? "",
    ownerEmail: ownerEmail ?? "",
    ...archivesOf(config),
  };
}

const archivalEnabled = 2;

function archivesOf(config: DescribedNamespace["config"]): Pick<NamespaceFacts, "archives"> {
  const both = [
    [config?.historyArchivalState, config?.historyArchivalUri],
    [config?.visibilityArchivalState, config?.visibilityArchivalUri],
  ] as const;
  const archives = both.flatMap(([state, uri]) => (state === archivalEnabled && uri ? [uri] : []));
  return archives.length === 0 ? {} : { archives };
}

/** The wire type is a 64-bit integer object; retention fits a double by far. */
function secondsOf(duration: { readonly seconds?: unknown } | null | undefined): number {
  return Number(duration?.seconds ?? 0);
}
