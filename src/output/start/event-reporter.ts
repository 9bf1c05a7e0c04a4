import type { Reporter } from "./reporter.ts";

/**
 * For programs that follow a command: one JSON document a line for each thing that happens.
 * @param warnings receives each warning, too, since the envelope at the end has them all
 */
export function createEventReporter(write: (line: string) => void, now: () => number, warnings: string[]): Reporter {
  const tell = (type: string, facts: object): void => {
    write(`${JSON.stringify({ type, time: new Date(now()).toISOString(), ...facts })}\n`);
  };
  return {
    progress: ({ kind, ...facts }) => {
      tell(kind, facts);
    },
    note: (message) => {
      tell("note", { message });
    },
    warn: (message) => {
      warnings.push(message);
      tell("warning", { message });
    },
  };
}
