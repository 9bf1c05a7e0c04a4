import type { VisibilityIndex } from "../interfaces/visibility.ts";
import { type CompareOptions, compareIndex } from "./compare-index.ts";
import { type Filled, fillIndex } from "./fill-index.ts";
import { isSame } from "./is-same.ts";
import { uuidText } from "./record-of.ts";
import { type Comparison, createTally } from "./tally.ts";

export interface RefillOptions extends Omit<CompareOptions, "onRead"> {
  /** Adds what the database does not have, and another copy of the index had. Answers what was refused. */
  readonly complete?: (index: VisibilityIndex) => Promise<readonly string[]>;
  readonly onRead: (stage: "write" | "compare", executions: number) => void;
}

export interface RebuildOptions extends RefillOptions {
  /** Makes the index as the server needs it, with all search attributes, and without records; marks it as partial. */
  readonly makeIndex: () => Promise<void>;
}

export interface Rebuilt extends Filled {
  readonly comparison: Comparison;
}

/**
 * Makes the index anew from the database: all of it, or the records of one namespace. The server may run: what it writes
 * meanwhile is newer, and what it cannot write while there is no index it tries again. Killed at any moment it leaves an
 * index that bears the mark of a partial one.
 */
export async function rebuildIndex({ makeIndex, ...options }: RebuildOptions): Promise<Rebuilt> {
  const { index, namespaceId } = options;
  if (namespaceId === undefined) {
    await index.drop();
    await makeIndex();
  } else {
    await index.mark("filling");
    await index.clear(uuidText(namespaceId));
  }
  return refillIndex(options);
}

/** Lists in an index that was made for the database what is in it. */
export async function refillIndex({ complete, onRead, ...options }: RefillOptions): Promise<Rebuilt> {
  const { index, namespaceId } = options;
  const stage = (name: "write" | "compare") => (executions: number) => {
    onRead(name, executions);
  };
  await index.mark("filling");
  const filled = await fillIndex({ ...options, onRead: stage("write") });
  const refused = (await complete?.(index)) ?? [];
  const isTaken = filled.refused.length + refused.length === 0;
  const comparison =
    (isTaken ? await comparedByCount(options) : undefined) ??
    (await compareIndex({ ...options, onRead: stage("compare") }));
  // Of a part of the index nobody knows whether the rest is whole; the schema job looks at the next start.
  await index.mark(isSame(comparison) && namespaceId === undefined ? "whole" : "partial");
  return { ...filled, refused: [...filled.refused, ...refused], comparison };
}

/**
 * Every record was taken, into an index that had none: where as many are listed as there are executions, they are the same.
 * Else somebody has written meanwhile, or some rows are no executions.
 */
async function comparedByCount({
  depth,
  index,
  executions,
  namespaceId,
}: Omit<RefillOptions, "onRead">): Promise<Comparison | undefined> {
  if (depth === "content") return undefined;
  await index.refresh();
  const listed = await index.count(namespaceId && uuidText(namespaceId));
  const there = await executions.count(namespaceId);
  return listed === there ? { depth, executions: there, ...createTally().told() } : undefined;
}
