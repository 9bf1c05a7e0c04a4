import type { Streams } from "../commands/command.ts";
import { createEventReporter } from "../output/event-reporter.ts";
import type { Reporter } from "../output/reporter.ts";
import type { Style } from "../output/style.ts";
import { createQuietReporter, createTextReporter } from "../output/text-reporter.ts";
import { systemClock } from "../runtime/clock.ts";

export interface ReporterChoice {
  readonly isJson: boolean;
  readonly streams: Streams;
  readonly write: (text: string) => Promise<void>;
  readonly writeLine: (line: string) => void;
  readonly errorStyle: Style;
  readonly warnings: string[];
}

export interface ChosenReporter {
  readonly reporter: Reporter;
  /** Resolves when all that was reported so far has been written. */
  readonly written: () => Promise<void>;
}

/** Lines for a person, events for a program that follows, silence for one that waits for the answer. */
export function chooseReporter(choice: ReporterChoice): ChosenReporter {
  const { isJson, streams, write, writeLine, errorStyle, warnings } = choice;
  if (!isJson) return { reporter: createTextReporter(writeLine, errorStyle), written: () => Promise.resolve() };
  if (streams !== "then-envelope") return { reporter: createQuietReporter(warnings), written: () => Promise.resolve() };
  let last = Promise.resolve();
  const writeEvent = (line: string): void => {
    // Whoever closes the pipe has seen enough, and ends the command in another way.
    last = last.then(() => write(line)).catch(() => undefined);
  };
  return { reporter: createEventReporter(writeEvent, () => systemClock.now(), warnings), written: () => last };
}
