import type { Comparison } from "./compare-index.ts";

/** Whether the index lists just what the database has. */
export function isSame({ missing, different, surplus }: Comparison): boolean {
  return missing + different + surplus === 0;
}
