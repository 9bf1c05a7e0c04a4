import type { Figure } from "../harness/bench.ts";

export interface Verdict {
  readonly ratio: number | undefined;
  readonly passes: boolean;
}

/** Compares medians, with the ratio as the table shows it; ratio is ours to the reference's, whatever the unit. */
export function judge({ ours, reference, target }: Figure): Verdict {
  const ratio = reference === undefined || reference.median === 0 ? undefined : rounded(ours.median / reference.median);
  const value = target.of === "ours" ? ours.median : ratio;
  if (value === undefined) return { ratio, passes: false };
  return { ratio, passes: "atMost" in target ? value <= target.atMost : value >= target.atLeast };
}

const rounded = (ratio: number): number => Math.round(ratio * 100) / 100;
