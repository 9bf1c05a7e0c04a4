import type { VisibilityIndex } from "../interfaces/visibility.ts";
import { type CompareOptions, compareIndex } from "./compare-index.ts";
import { type Filled, fillIndex } from "./fill-index.ts";
import { isSame } from "./is-same.ts";
import { uuidText } from "./record-of.ts";
import type { Comparison } from "./tally.ts";

export interface RebuildOptions extends Omit<CompareOptions, "onRead"> {
  /** Makes the index as the server needs it, with all search attributes, and without records; marks it as partial. */
  readonly makeIndex: () => Promise<void>;
  /** Adds what the database does not have, and another copy of the index had. Answers what was refused. */
  readonly complete?: (index: VisibilityIndex) => Promise<readonly string[]>;
  readonly onRead: (stage: "write" | "compare", executions: number) => void;
}

export interface Rebuilt extends Filled {
  readonly comparison: Comparison;
}

/**
 * Makes the index anew from the database: all of it, or the records of one namespace. The server may run: what it writes
 * meanwhile is newer, and what it cannot write while there is no index it tries again. Killed at any moment it leaves an
 * index that bears the mark of a partial one.
 */
export async function rebuildIndex({ makeIndex, complete, onRead, ...options }: RebuildOptions): Promise<Rebuilt> {
  const { index, namespaceId } = options;
  if (namespaceId === undefined) {
    await index.drop();
    await makeIndex();
  } else {
    await index.markWhole(false);
    await index.clear(uuidText(namespaceId));
  }
  const stage = (name: "write" | "compare") => (executions: number) => {
    onRead(name, executions);
  };
  const filled = await fillIndex({ ...options, onRead: stage("write") });
  const refused = (await complete?.(index)) ?? [];
  const comparison = await compareIndex({ ...options, onRead: stage("compare") });
  // Of a part of the index nobody knows whether the rest is whole; the schema job looks at the next start.
  if (isSame(comparison) && namespaceId === undefined) await index.markWhole(true);
  return { ...filled, refused: [...filled.refused, ...refused], comparison };
}
