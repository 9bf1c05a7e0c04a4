/** Instances that commands make beside a cluster, and remove. */
export const throwAwayKinds = ["drill", "rehearsal"] as const;

export type ThrowAwayKind = (typeof throwAwayKinds)[number];

/** Of the name of an instance. */
const longestName = 30;

/** Name of the instance of a kind that stands beside another. */
export function throwAwayName(instance: string, kind: ThrowAwayKind): string {
  return instance === "" ? kind : `${instance.slice(0, longestName - kind.length - 1)}-${kind}`;
}
