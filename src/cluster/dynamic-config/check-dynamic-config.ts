import { isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, type YAMLMap } from "yaml";
import { similarName } from "../settings/similar-name.ts";
import { constraintProblem } from "./constraints.ts";
import { kindProblem } from "./kinds.ts";
import { type DynamicKind, dynamicKeys } from "./known-keys.ts";

export interface DynamicProblem {
  /** From 1. */
  readonly line: number;
  readonly message: string;
  /** The server does not start with it, and one that runs keeps the values of before; otherwise it goes by its default. */
  readonly isFatal: boolean;
}

/**
 * Reads dynamic configuration as Temporal Server does, and tells what it would pass over.
 * @param knowsKeys whether the server is of the version whose keys are known
 */
export function checkDynamicConfig(text: string, knowsKeys: boolean): readonly DynamicProblem[] {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, uniqueKeys: true });
  const lineAt = (offset: number | undefined): number => counter.linePos(offset ?? 0).line;
  if (document.errors.length > 0)
    return document.errors.map(({ pos, message }) => {
      return {
        line: lineAt(pos[0]),
        message: message.split("\n")[0]?.replace(/ at line \d+.*$/, "") ?? "",
        isFatal: true,
      };
    });
  const { contents } = document;
  if (contents === null || (isScalar(contents) && contents.value === null)) return [];
  if (!isMap(contents)) return [{ line: lineAt(contents.range[0]), message: "is no map of keys", isFatal: true }];
  const check = checkKey(knowsKeys);
  return contents.items.flatMap((pair) => check(pair, (node) => lineAt(node?.range?.[0])));
}

type LineOf = (node: Node | null | undefined) => number;

function checkKey(knowsKeys: boolean): (pair: Pair, lineOf: LineOf) => readonly DynamicProblem[] {
  const known = new Map([...dynamicKeys].map(([key, kind]) => [key.toLowerCase(), { key, kind }]));
  return (pair, lineOf) => {
    const [keyNode, list] = [pair.key as Node, pair.value as Node | null];
    const key = String(isScalar(keyNode) ? keyNode.value : keyNode);
    // The server does not mind capitals.
    const found = known.get(key.toLowerCase());
    const unknown: DynamicProblem[] =
      knowsKeys && found === undefined
        ? [{ line: lineOf(keyNode), message: `${key} is no key of the server${meant(key, known)}`, isFatal: false }]
        : [];
    if (list === null || (isScalar(list) && list.value === null)) return unknown;
    if (!isSeq(list))
      return [
        ...unknown,
        { line: lineOf(list), message: `${key} is no list of values: write "- value: …"`, isFatal: true },
      ];
    const entries = list.items.flatMap((entry) => {
      const kind = knowsKeys ? found?.kind : undefined;
      return checkEntry(key, entry as Node, lineOf).concat(isMap(entry) ? kindProblems(key, kind, entry, lineOf) : []);
    });
    return [...unknown, ...entries];
  };
}

function meant(key: string, known: ReadonlyMap<string, { readonly key: string }>): string {
  const near = similarName(
    key,
    [...known.keys()].map((name) => name.toUpperCase()),
  );
  const name = near === undefined ? undefined : known.get(near.toLowerCase())?.key;
  return name === undefined ? "" : `; did you mean ${name}?`;
}

function checkEntry(key: string, entry: Node, lineOf: LineOf): DynamicProblem[] {
  const line = lineOf(entry);
  if (!isMap(entry)) return [{ line, message: `${key} has an entry without "value:"`, isFatal: true }];
  const constraints = entry.get("constraints", true);
  if (constraints === undefined || (isScalar(constraints) && constraints.value === null)) return [];
  if (!isMap(constraints)) return [{ line, message: `${key} has constraints that are no map`, isFatal: true }];
  return constraints.items.flatMap((pair) => {
    const [name, value] = [String(isScalar(pair.key) ? pair.key.value : pair.key), pair.value];
    const problem = constraintProblem(name, isScalar(value) ? value.value : undefined);
    return problem === undefined
      ? []
      : [{ line: lineOf(pair.key as Node), message: `${key}: ${problem}`, isFatal: true }];
  });
}

function kindProblems(key: string, kind: DynamicKind | undefined, entry: YAMLMap, lineOf: LineOf): DynamicProblem[] {
  const value = entry.get("value", true) as Node | undefined;
  const message = kind === undefined ? undefined : kindProblem(kind, value);
  return message === undefined ? [] : [{ line: lineOf(value ?? entry), message: `${key} ${message}`, isFatal: false }];
}
