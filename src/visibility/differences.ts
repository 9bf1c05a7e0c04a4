import { decodeMemo } from "../persistence/execution-messages.ts";

type Fields = Readonly<Record<string, unknown>>;

/** The version of the record, told twice, and how its memo is written. */
const withoutMeaning = new Set(["VisibilityTaskKey", "MemoEncoding"]);

/**
 * Later versions of the server write these; a record from before stays without them, and only a rebuild adds them. Of an
 * execution from before, 1.24 writes an empty root.
 */
const addedLater = new Set(["ParentWorkflowId", "ParentRunId", "RootWorkflowId", "RootRunId"]);

/** Names of the fields in which a record differs from what it should be. */
export function differences(wanted: Fields, listed: Fields): readonly string[] {
  const names = new Set([...Object.keys(wanted), ...Object.keys(listed)]);
  const counts = (name: string): boolean =>
    !withoutMeaning.has(name) && !(addedLater.has(name) && [undefined, ""].includes(listed[name] as string));
  return [...names].filter((name) => counts(name) && !isSameIn(name, wanted[name], listed[name]));
}

function isSameIn(name: string, wanted: unknown, listed: unknown): boolean {
  return wanted === listed || meaning(name, wanted) === meaning(name, listed);
}

/** The same text for values that say the same: times in another zone or with more zeros, a list of one, a memo in another order. */
function meaning(name: string, value: unknown): string {
  if (name === "Memo" && typeof value === "string") return memoText(value) ?? JSON.stringify(value);
  const single = Array.isArray(value) && value.length === 1 ? (value[0] as unknown) : value;
  if (typeof single === "string") return timeMeaning(single) ?? JSON.stringify(single);
  return single === undefined ? "" : JSON.stringify(single);
}

const rfc3339 = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

function timeMeaning(text: string): string | undefined {
  const [, seconds, decimals = "", zone] = rfc3339.exec(text) ?? [];
  if (seconds === undefined || zone === undefined) return undefined;
  return `${String(Date.parse(`${seconds}${zone}`))}${decimals.replace(/\.?0+$/, "")}`;
}

/** Undefined where it is none: somebody else has written it. */
function memoText(memo: string): string | undefined {
  try {
    const fields = Object.entries(decodeMemo(memo)).map(([name, { data }]) => [
      name,
      Buffer.from(data).toString("hex"),
    ]);
    return JSON.stringify(fields.toSorted(([left = ""], [right = ""]) => (left < right ? -1 : 1)));
  } catch {
    return undefined;
  }
}
