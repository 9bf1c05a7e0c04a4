import type { Streams } from "../commands/command.ts";
import { systemClock } from "../host/clock.ts";
import { createEventReporter } from "../output/start/event-reporter.ts";
import type { Reporter } from "../output/start/reporter.ts";
import { createQuietReporter } from "../output/start/text-reporter.ts";
import { createPersonReporter, type PersonReporterChoice } from "./person-reporter.ts";

export interface ReporterChoice extends PersonReporterChoice {
  readonly isJson: boolean;
  readonly streams: Streams;
  readonly write: (text: string) => Promise<void>;
  readonly warnings: string[];
}

export interface ChosenReporter {
  readonly reporter: Reporter;
  /** Resolves when all that was reported so far has been written. */
  readonly written: () => Promise<void>;
  /** Comes before the answer or the failure, and names the service that failed. */
  readonly end: (failed?: string) => void;
}

/** Lines for a person, events for a program that follows, silence for one that waits for the answer. */
export function chooseReporter(choice: ReporterChoice): ChosenReporter {
  const { isJson, streams, write, warnings } = choice;
  const atOnce = { written: () => Promise.resolve(), end: () => undefined };
  if (!isJson) {
    const person = createPersonReporter(choice);
    return {
      ...atOnce,
      reporter: person,
      end: (failed) => {
        person.end(failed);
      },
    };
  }
  if (streams !== "then-envelope") return { ...atOnce, reporter: createQuietReporter(warnings) };
  let last = Promise.resolve();
  const writeEvent = (line: string): void => {
    // Whoever closes the pipe has seen enough, and ends the command in another way.
    last = last.then(() => write(line)).catch(() => undefined);
  };
  const reporter = createEventReporter(writeEvent, () => systemClock.now(), warnings);
  return { ...atOnce, reporter, written: () => last };
}
