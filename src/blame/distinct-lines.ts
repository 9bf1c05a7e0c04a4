export interface DistinctLine {
  /** As it stands in the log for the last time. */
  readonly text: string;
  readonly times: number;
}

/** Time and process, which differ between lines that say the same. */
const moment = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[\d.,]*(?:Z|[+-]\d\d:?\d\d| [A-Z]{3})?(?: \[\d+\])?/g;

/** What a line says, whenever it says it. */
export function saidBy(line: string): string {
  return line.replace(moment, "");
}

/** A service that ends and starts over and over says the same each time: each line once, where it stands last. */
export function distinctLines(lines: readonly string[]): readonly DistinctLine[] {
  const found = new Map<string, DistinctLine>();
  for (const text of lines) {
    const said = saidBy(text);
    const times = (found.get(said)?.times ?? 0) + 1;
    found.delete(said);
    found.set(said, { text, times });
  }
  return [...found.values()];
}
