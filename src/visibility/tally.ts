import type { ExecutionKey } from "../interfaces/visibility.ts";

/** More than this is no lag, and is not looked at again; millions of them are counted, and not kept. */
export const mostDoubts = 5_000;
const mostExamples = 10;

export interface Comparison {
  /** Whether what each record says was compared as well. */
  readonly depth: "set" | "content";
  readonly executions: number;
  /** Executions that the index does not list. */
  readonly missing: number;
  /** Records that say something else than the database. */
  readonly different: number;
  /** Records of executions that do not exist. */
  readonly surplus: number;
  /** How often each field differs. */
  readonly fields: Readonly<Record<string, number>>;
  /** Up to ten, for a person. */
  readonly examples: readonly string[];
}

/** An execution whose record is not what it should be. */
export interface Doubt {
  readonly key: ExecutionKey;
  readonly id: string;
  /** Names of fields; undefined where nothing is listed. */
  readonly differs?: readonly string[];
}

export interface Tally {
  add(doubts: readonly Doubt[]): void;
  /** A record of an execution that does not exist. */
  addSurplus(id: string): void;
  count(): number;
  /** Of those that can be looked at again. */
  keys(): readonly ExecutionKey[];
  surplus(): readonly string[];
  told(): Omit<Comparison, "depth" | "executions">;
}

/** Counts what differs, in steady memory. */
export function createTally(): Tally {
  const kept: ExecutionKey[] = [];
  const surplus: string[] = [];
  const counts = { missing: 0, different: 0, surplus: 0 };
  const fields: Record<string, number> = {};
  const examples = { missing: [] as string[], different: [] as string[], surplus: [] as string[] };
  const give = (kind: keyof typeof examples, example: string): void => {
    counts[kind] += 1;
    if (examples[kind].length < mostExamples) examples[kind].push(example);
  };
  return {
    add(doubts) {
      for (const { key, id, differs } of doubts) {
        if (kept.length <= mostDoubts) kept.push(key);
        for (const name of differs ?? []) fields[name] = (fields[name] ?? 0) + 1;
        if (differs === undefined) give("missing", `${id} is not listed`);
        else give("different", `${id} differs in ${differs.join(", ")}`);
      }
    },
    addSurplus(id) {
      if (surplus.length <= mostDoubts) surplus.push(id);
      give("surplus", `${id} is listed and does not exist`);
    },
    count: () => counts.missing + counts.different + counts.surplus,
    keys: () => kept,
    surplus: () => surplus,
    told() {
      const all = [...examples.missing, ...examples.different, ...examples.surplus];
      return { ...counts, fields, examples: all.slice(0, mostExamples) };
    },
  };
}
