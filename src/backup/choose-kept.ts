export interface Dated {
  /** Milliseconds since the epoch. */
  readonly createdMs: number;
}

/** How many to keep of each kind; none of a kind keeps none for it. */
export interface Keeping {
  /** The newest. */
  readonly last?: number;
  /** The newest of each of so many days that have one, by UTC. */
  readonly daily?: number;
  /** The newest of each of so many weeks that have one, from Monday, by UTC. */
  readonly weekly?: number;
}

const dayMs = 86_400_000;
/** The first day of the epoch was a Thursday. */
const daysToMonday = 3;

/** Those that any of the rules keeps, newest first. */
export function chooseKept<One extends Dated>(
  all: readonly One[],
  { last = 0, daily = 0, weekly = 0 }: Keeping,
): One[] {
  const newestFirst = all.toSorted((one, other) => other.createdMs - one.createdMs);
  const kept = new Set([
    ...newestFirst.slice(0, last),
    ...newestOfEach(newestFirst, dayOf, daily),
    ...newestOfEach(newestFirst, (one) => Math.floor((dayOf(one) + daysToMonday) / 7), weekly),
  ]);
  return newestFirst.filter((one) => kept.has(one));
}

function dayOf({ createdMs }: Dated): number {
  return Math.floor(createdMs / dayMs);
}

function newestOfEach<One>(newestFirst: readonly One[], periodOf: (one: One) => number, count: number): readonly One[] {
  const newest = new Map<number, One>();
  for (const one of newestFirst) if (!newest.has(periodOf(one))) newest.set(periodOf(one), one);
  return [...newest.values()].slice(0, count);
}
