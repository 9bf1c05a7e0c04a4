import type { LogLine } from "../interfaces/engine.ts";

/** The end of a log as far as it was seen. */
export interface LogPosition {
  /** Its last lines, as many as have the time of the last one: Podman's times are whole seconds. At least one. */
  readonly lines: readonly LogLine[];
}

/** Steady memory, whatever a container writes in one second. */
const maxLines = 1_000;

/**
 * The engine keeps lines in the order in which it read them from two streams, and their times can go back by
 * milliseconds from one to the next. Reading begins this much before the last line.
 */
const disorderMs = 1_000;

/** From when on to ask the engine for what follows the position. */
export function resumeSeconds({ lines }: LogPosition): number {
  return Math.floor((msOf(lines[0]) - disorderMs) / 1000);
}

/** @param batch at least one line */
export function positionAfter(batch: readonly LogLine[], before: LogPosition | undefined): LogPosition | undefined {
  const time = batch.at(-1)?.time;
  if (time === undefined) return before;
  const different = batch.findLastIndex((other) => other.time !== time);
  const continues = different < 0 && before?.lines[0]?.time === time;
  const lines = [...(continues ? before.lines : []), ...batch.slice(different + 1)];
  return { lines: lines.slice(-maxLines) };
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

function createSearch({ lines: known }: LogPosition): Search {
  const last = known[0];
  let isFound = false;
  /** What was read, as far back as the known lines reach. */
  const read: LogLine[] = [];
  const later: LogLine[] = [];
  const giveUp = (): readonly LogLine[] => {
    isFound = true;
    return later;
  };
  const take = (batch: readonly LogLine[]): readonly LogLine[] => {
    if (isFound) return batch;
    for (const [index, line] of batch.entries()) {
      read.push(line);
      if (read.length > known.length) read.shift();
      isFound = endsWith(read, known);
      if (isFound) return batch.slice(index + 1);
      if (last !== undefined && line.time > last.time) later.push(line);
      if (msOf(line) - msOf(last) > disorderMs) return [...giveUp(), ...batch.slice(index + 1)];
    }
    return [];
  };
  return { take, end: () => (isFound ? [] : giveUp()) };
}

/** Lines that are equal in text and time tell nothing apart: what counts is in which order they stand. */
function endsWith(read: readonly LogLine[], known: readonly LogLine[]): boolean {
  return read.length === known.length && read.every((line, index) => isSame(line, known[index]));
}

function isSame(left: LogLine, right: LogLine | undefined): boolean {
  return left.time === right?.time && left.text === right.text;
}

function msOf(line: LogLine | undefined): number {
  return Date.parse(line?.time ?? "");
}
