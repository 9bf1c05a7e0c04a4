import type { LogLine } from "../interfaces/engine.ts";
import type { LogEntry } from "./formats/format.ts";
import { isAtLeast, type LogLevel } from "./formats/level.ts";
import { readEntry } from "./formats/read-entry.ts";

export interface LogFilter {
  /** Entries of at least this level. */
  readonly level?: LogLevel;
  /** Without the flags `g` and `y`, which give a pattern a memory. */
  readonly pattern?: RegExp;
  /** How many lines before and after one that matches come with it. */
  readonly context: number;
}

/** A line with what it says, where somebody wants to know. */
export interface ReadLine extends LogLine {
  readonly entry?: LogEntry | undefined;
  /** Of the entry that the line begins or belongs to. */
  readonly level?: LogLevel | undefined;
}

export type LogStep = (batch: readonly ReadLine[]) => readonly ReadLine[];

/** Everything that happens to the lines of one log before it is merged with others; each log has its own. */
export function createLogSteps({ level, pattern, context }: LogFilter, isRead: boolean): LogStep {
  const steps: LogStep[] = [];
  if (isRead || level !== undefined) steps.push(createReading());
  if (level !== undefined) steps.push((batch) => batch.filter((line) => isAtLeast(line.level ?? "info", level)));
  if (pattern !== undefined) steps.push(context > 0 ? matchingWithContext(pattern, context) : matching(pattern));
  return (batch) => steps.reduce((lines, step) => step(lines), batch);
}

/** A line that is no entry of its own, as of a stack trace, has the level of the entry before. */
function createReading(): LogStep {
  let level: LogLevel | undefined;
  return (batch) =>
    batch.map(({ time, text }) => {
      const entry = readEntry(text);
      if (entry !== undefined) ({ level } = entry);
      return { time, text, entry, level };
    });
}

function matching(pattern: RegExp): LogStep {
  return (batch) => batch.filter(({ text }) => pattern.test(text));
}

function matchingWithContext(pattern: RegExp, context: number): LogStep {
  let before: ReadLine[] = [];
  let owedAfter = 0;
  return (batch) => {
    const shown: ReadLine[] = [];
    for (const line of batch) {
      if (pattern.test(line.text)) {
        shown.push(...before, line);
        before = [];
        owedAfter = context;
      } else if (owedAfter > 0) {
        shown.push(line);
        owedAfter -= 1;
      } else {
        before.push(line);
        if (before.length > context) before.shift();
      }
    }
    return shown;
  };
}
