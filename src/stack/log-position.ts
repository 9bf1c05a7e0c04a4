import type { LogLine } from "../runtime/ports.ts";

/** The last line of a log that was seen. */
export interface LogPosition {
  readonly line: LogLine;
  /** How many equal lines, to the nanosecond, came one after another and end with it. */
  readonly repeats: number;
}

/**
 * The engine keeps lines in the order in which it read them from two streams, and their times can go back by
 * milliseconds from one to the next. Reading begins this much before the last line.
 */
const disorderMs = 1_000;

/** From when on to ask the engine for what follows the position. */
export function resumeSeconds({ line }: LogPosition): number {
  return Math.floor((Date.parse(line.time) - disorderMs) / 1000);
}

/** @param batch at least one line */
export function positionAfter(batch: readonly LogLine[], before: LogPosition | undefined): LogPosition | undefined {
  const line = batch.at(-1);
  if (line === undefined) return before;
  const different = batch.findLastIndex((other) => !isSame(other, line));
  const inBatch = batch.length - 1 - different;
  const continues = different < 0 && before !== undefined && isSame(before.line, line);
  return { line, repeats: continues ? before.repeats + inBatch : inBatch };
}

/** What follows the position, from a log that is read again from a moment before it. */
export async function* linesAfter(
  position: LogPosition,
  batches: AsyncIterable<readonly LogLine[]>,
): AsyncGenerator<readonly LogLine[]> {
  const search = createSearch(position);
  for await (const batch of batches) {
    const lines = search.take(batch);
    if (lines.length > 0) yield lines;
  }
  const rest = search.end();
  if (rest.length > 0) yield rest;
}

interface Search {
  take(batch: readonly LogLine[]): readonly LogLine[];
  /** What is left when the position was not met: the engine has thrown that part of the log away. */
  end(): readonly LogLine[];
}

function createSearch({ line: last, repeats }: LogPosition): Search {
  let missing = repeats;
  let later: LogLine[] = [];
  const giveUp = (): readonly LogLine[] => {
    missing = 0;
    const found = later;
    later = [];
    return found;
  };
  const take = (batch: readonly LogLine[]): readonly LogLine[] => {
    if (missing === 0) return batch;
    for (const [index, line] of batch.entries()) {
      if (isSame(line, last)) missing -= 1;
      else if (line.time > last.time) later.push(line);
      if (missing === 0) {
        later = [];
        return batch.slice(index + 1);
      }
      if (Date.parse(line.time) - Date.parse(last.time) > disorderMs) return [...giveUp(), ...batch.slice(index + 1)];
    }
    return [];
  };
  return { take, end: () => (missing === 0 ? [] : giveUp()) };
}

function isSame(left: LogLine, right: LogLine): boolean {
  return left.time === right.time && left.text === right.text;
}
