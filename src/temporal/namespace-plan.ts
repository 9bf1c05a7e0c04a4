import type { NamespaceFacts, NamespaceInput } from "../interfaces/temporal.ts";

export type NamespacePlan =
  | { readonly action: "register"; readonly input: NamespaceInput & { readonly retentionSeconds: number } }
  | { readonly action: "update"; readonly input: NamespaceInput }
  | { readonly action: "nothing" };

/**
 * Compares a wanted namespace with the one that exists. Only what the user asked for is changed:
 * an absent field keeps its value, and the default retention applies to new namespaces alone.
 */
export function planNamespace(
  wanted: NamespaceInput,
  existing: NamespaceFacts | undefined,
  defaultRetentionSeconds: number,
): NamespacePlan {
  if (existing === undefined || existing.state === "deleted") {
    return {
      action: "register",
      input: { ...wanted, retentionSeconds: wanted.retentionSeconds ?? defaultRetentionSeconds },
    };
  }
  const changed =
    differs(wanted.retentionSeconds, existing.retentionSeconds) ||
    differs(wanted.description, existing.description) ||
    differs(wanted.ownerEmail, existing.ownerEmail);
  return changed ? { action: "update", input: wanted } : { action: "nothing" };
}

function differs<Value>(wanted: Value | undefined, existing: Value): boolean {
  return wanted !== undefined && wanted !== existing;
}
