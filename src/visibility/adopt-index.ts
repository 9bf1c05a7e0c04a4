import { compareIndex } from "./compare-index.ts";
import { isSame } from "./is-same.ts";
import { type RebuildOptions, rebuildIndex } from "./rebuild-index.ts";
import type { Comparison } from "./tally.ts";

/**
 * The index of a database whose records have moved into another one: it stays where it lists just what is there, else it is
 * made anew. Killed at any moment it leaves an index that bears the mark of a partial one.
 * @param identity of the database where the records are now
 */
export async function adoptIndex(identity: string, options: RebuildOptions): Promise<Comparison> {
  await options.index.mark("partial", identity);
  const comparison = await compareIndex({ ...options, onRead: () => undefined });
  if (!isSame(comparison)) return (await rebuildIndex(options)).comparison;
  await options.index.mark("whole");
  return comparison;
}
