import type { Comparison } from "./tally.ts";

/** Whether the index lists just what the database has. */
export function isSame({ missing, different, surplus }: Comparison): boolean {
  return missing + different + surplus === 0;
}
