import { isOlder } from "../cluster/requirements.ts";
import { minorOf } from "../cluster/server-version.ts";
import type { Release } from "../cluster/versions.ts";
import { TemporalStartError } from "../errors.ts";

/**
 * The releases that data goes through, one minor version after the other, each by the last of it that is known; within
 * the one it is of, first to the last of that. Empty where it is there already.
 * @param target in the list or not
 * @throws TemporalStartError UPGRADE_BACKWARDS for one that is older, UPGRADE_TOO_FAR where a minor version between two of
 * the way is not in the list
 */
export function wayTo(from: string, target: Release, releases: readonly Release[]): readonly Release[] {
  const to = target.version;
  if (isOlder(to, from)) throw backwards(from, to);
  if (to === from) return [];
  const known = releases.filter(({ version }) => isOlder(from, version) && isOlder(version, to));
  const isLast = ({ version }: Release): boolean =>
    minorOf(version) !== minorOf(to) &&
    known.findLast((other) => minorOf(other.version) === minorOf(version))?.version === version;
  const way = [...known.filter(isLast), target];
  for (const [index, { version }] of way.entries()) {
    const before = way[index - 1]?.version ?? from;
    if (minorOf(version) - minorOf(before) > 1) throw tooFar(before, version);
  }
  return way;
}

/** Whether a server still runs on data that another one had: Temporal keeps a schema fit for the version before. */
export function canGoBack(from: string, to: string): boolean {
  return minorOf(from) - minorOf(to) <= 1;
}

function backwards(from: string, to: string): TemporalStartError {
  return new TemporalStartError({
    code: "UPGRADE_BACKWARDS",
    category: "preflight",
    message: `The data is of server ${from}, which is later than ${to}; nothing was changed.`,
    hint: "temporal-start upgrade rollback goes back by the last upgrade; further back leads a backup from before: temporal-start backup list",
  });
}

function tooFar(from: string, to: string): TemporalStartError {
  return new TemporalStartError({
    code: "UPGRADE_TOO_FAR",
    category: "preflight",
    message: `From server ${from} no way leads to ${to}: only the next minor version reads what one has written; nothing was changed.`,
    hint: "Upgrade to the minor versions between them first, by the images of each.",
  });
}
