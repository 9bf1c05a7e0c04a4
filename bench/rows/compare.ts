import type { Figure } from "../harness/bench.ts";
import { summarise } from "../measure/summary.ts";

export interface Comparison extends Omit<Figure, "ours" | "reference"> {
  readonly ours: readonly number[];
  readonly reference: readonly number[];
}

export function compare({ ours, reference, ...rest }: Comparison): Figure {
  return { ...rest, ours: summarise(ours), reference: summarise(reference) };
}
