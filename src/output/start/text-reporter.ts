import type { StartProgress } from "../../progress/start-progress.ts";
import { printable, printableLine } from "../printable.ts";
import type { Style } from "../style.ts";
import type { Reporter } from "./reporter.ts";

/** One line an event, written at once, in the order of the events. */
export function createTextReporter(write: (line: string) => void, style: Style): Reporter {
  return {
    progress: (progress) => {
      write(progressLine(progress, style));
    },
    note: (text) => {
      write(printable(text));
    },
    warn: (text) => {
      write(`${style.caution("Warning:")} ${printable(text)}`);
    },
  };
}

/** For programs and `--json`: warnings are collected by the caller, everything else is silence. */
export function createQuietReporter(warnings: string[]): Reporter {
  return {
    progress: () => undefined,
    note: () => undefined,
    warn: (text) => {
      warnings.push(text);
    },
  };
}

function progressLine(progress: StartProgress, style: Style): string {
  switch (progress.kind) {
    case "step":
      return `  ${progress.action.padEnd(9)} ${progress.subject}`;
    case "namespace":
      return `  ${style.good("namespace")} ${progress.name} ${progress.action === "register" ? "created" : "ready"}  ${time(progress.seconds, style)}`;
    case "service":
      return `  ${mark(progress.state, style)} ${progress.service.padEnd(22)} ${time(progress.seconds, style)}  ${style.faint(printableLine(progress.detail))}`.trimEnd();
  }
}

function mark(state: Extract<StartProgress, { kind: "service" }>["state"], style: Style): string {
  const word = state.padEnd(9);
  if (state === "starting") return word;
  return state === "failed" ? style.bad(word) : style.good(word);
}

function time(seconds: number, style: Style): string {
  return style.strong(`${seconds.toFixed(1)} s`.padStart(7));
}
