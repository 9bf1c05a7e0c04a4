import { instanceLabel } from "../cluster/settings/instance.ts";
import type { HealthReport } from "../health/health-report.ts";
import type { Sight } from "../health/watch-health.ts";
import { printableLine } from "./printable.ts";
import { renderStatus } from "./render-status.ts";
import { fitScreen } from "./start/fit-screen.ts";
import type { Style } from "./style.ts";

/** Turns sights into what is written; it may remember what it has written before. */
export type SightWriter = (sight: Sight, timeMs: number) => string;

const home = "\u001b[H";
const clearScreen = "\u001b[2J";
const clearToEndOfLine = "\u001b[K";
const clearBelow = "\u001b[J";
/** A line that wraps would make the table taller than what is drawn over it. */
const withoutWrapping = (text: string): string => `\u001b[?7l${text}\u001b[?7h`;
/** Changes stay in view below the table. */
const shownChanges = 8;

/** For programs: one JSON document a line, the whole first and then what changes. */
export const jsonSights: SightWriter = (sight, timeMs) => {
  const time = new Date(timeMs).toISOString();
  return eventsOf(sight)
    .map(({ type, ...rest }) => `${JSON.stringify({ type, time, ...rest })}\n`)
    .join("");
};

type Event = { readonly type: string } & Readonly<Record<string, unknown>>;

function eventsOf(sight: Sight): readonly Event[] {
  switch (sight.kind) {
    case "first":
      return [
        { type: "snapshot", ...sight.report },
        { type: "verdict", from: null, to: sight.report.verdict },
      ];
    case "next":
      return [
        ...sight.changes.map((change) => ({ type: "change", ...change })),
        ...(sight.verdict === undefined ? [] : [{ type: "verdict", ...sight.verdict }]),
      ];
    case "blind": {
      const { code, message } = sight.error.facts;
      return [{ type: "problem", code, message }];
    }
  }
}

/** For a person whose output is kept: the table once, then a line a change. */
export function lineSights(style: Style): SightWriter {
  return (sight, timeMs) => {
    if (sight.kind === "first") return renderStatus(sight.report, style);
    return changeLines(sight, timeMs, style)
      .map((line) => `${line}\n`)
      .join("");
  };
}

export interface ScreenChoice {
  readonly style: Style;
  readonly intervalSeconds: number;
  /** How many the terminal has now. */
  readonly screenLines: () => number;
}

/** For a terminal: each look is drawn over the one before, line by line, so that nothing flickers. */
export function screenSights({ style, intervalSeconds, screenLines }: ScreenChoice): SightWriter {
  let lines: readonly string[] = [];
  let report: HealthReport | undefined;
  return (sight, timeMs) => {
    const isFirst = report === undefined;
    if (sight.kind !== "blind") report = sight.report;
    if (report === undefined) return "";
    lines = [...lines, ...changeLines(sight, timeMs, style)].slice(-shownChanges);
    const footer = style.faint(`${clockTime(timeMs)}, every ${String(intervalSeconds)} s; Ctrl-C ends.`);
    const table = renderStatus(report, style).trimEnd().split("\n");
    const drawn = fitScreen({ table, changes: lines, footer }, screenLines())
      .map((line) => `${line}${clearToEndOfLine}\n`)
      .join("");
    return withoutWrapping(`${isFirst ? clearScreen : ""}${home}${drawn}${clearBelow}`);
  };
}

function changeLines(sight: Sight, timeMs: number, style: Style): readonly string[] {
  const time = style.faint(clockTime(timeMs));
  if (sight.kind === "first") return [];
  if (sight.kind === "blind") return [`${time}  ${style.bad(printableLine(sight.error.message))}`];
  const { changes, verdict, report } = sight;
  return [
    ...changes.map(({ service, from, to, reason }) => {
      const what = from === to ? to : `${from} → ${to}`;
      return `${time}  ${style.strong(service)}  ${what}  ${style.faint(printableLine(reason))}`;
    }),
    ...(verdict === undefined
      ? []
      : [`${time}  instance ${instanceLabel(report.instance)}  ${verdict.from} → ${style.strong(verdict.to)}`]),
  ];
}

/** As the clock on the wall shows it. */
function clockTime(timeMs: number): string {
  return new Date(timeMs).toLocaleTimeString("en-GB");
}
