import { printableLine } from "../printable.ts";
import type { Style } from "../style.ts";
import type { LiveRow, LiveRows, RowState } from "./live-rows.ts";

/** What fits the terminal; absent where nothing is to be cut. */
export interface Room {
  readonly columns: number;
  readonly lines: number;
}

type Mark = (text: string) => string;
type Piece = readonly [text: string, mark: Mark];

const markOf: Readonly<Partial<Record<RowState, Exclude<keyof Style, "accents">>>> = {
  waiting: "faint",
  ready: "good",
  done: "good",
  failed: "bad",
};
/** Where there is no room for all: what failed, what moves, what waits, what is over. */
const rankOf: Readonly<Record<RowState, number>> = {
  failed: 0,
  pulling: 1,
  creating: 1,
  starting: 1,
  running: 2,
  waiting: 3,
  ready: 4,
  done: 4,
};

/** One line a service, and one for the namespace. Pure: the same rows, time and room give the same lines. */
export function renderLive(
  { rows, startedMs, namespace }: LiveRows,
  nowMs: number,
  style: Style,
  room?: Room,
): string[] {
  const elapsedSeconds = Math.max(0, nowMs - startedMs) / 1000;
  const ofNamespace: readonly Piece[][] =
    namespace === undefined
      ? []
      : [
          [
            ["  namespace ", style.good],
            [namespace.name.padEnd(22), same],
            [time(namespace.seconds), style.strong],
            [namespace.action === "register" ? "  created" : "  ready", style.faint],
          ],
        ];
  const free = room === undefined ? Infinity : Math.max(1, room.lines - ofNamespace.length);
  const { shown, left } = choose(rows, free);
  const lines = [
    ...shown.map((row) => piecesOf(row, elapsedSeconds, style)),
    ...(left.length > 0 ? [[[`  … and ${summary(left)}`, style.faint] as const]] : []),
    ...ofNamespace,
  ];
  return lines.map((pieces) => fit(pieces, room?.columns ?? Infinity));
}

function piecesOf(row: LiveRow, elapsedSeconds: number, style: Style): Piece[] {
  const { state, service, endedSeconds, detail } = row;
  const seconds = endedSeconds ?? (isTicking(row) ? elapsedSeconds : undefined);
  return [
    [`  ${state.padEnd(9)} `, style[markOf[state] ?? "strong"]],
    [service.padEnd(22), same],
    [seconds === undefined ? "".padEnd(8) : time(seconds), style.strong],
    [detail === "" ? "" : `  ${printableLine(detail)}`, style.faint],
  ];
}

/** What waits has not begun, and what is kept has no time of its own until it is found ready. */
function isTicking({ state, action }: LiveRow): boolean {
  return state !== "waiting" && action !== "keep";
}

/** As many rows as there is room for, in their order; the last line tells of the others. */
function choose(
  rows: readonly LiveRow[],
  free: number,
): { readonly shown: readonly LiveRow[]; readonly left: readonly LiveRow[] } {
  if (rows.length <= free) return { shown: rows, left: [] };
  const first = rows.toSorted((one, other) => rankOf[one.state] - rankOf[other.state]).slice(0, free - 1);
  return { shown: rows.filter((row) => first.includes(row)), left: rows.filter((row) => !first.includes(row)) };
}

function summary(rows: readonly LiveRow[]): string {
  const states = [...new Set(rows.map(({ state }) => state))];
  return states.map((state) => `${String(rows.filter((row) => row.state === state).length)} ${state}`).join(", ");
}

/** Cut before it is marked: a mark that is cut off would colour the rest of the terminal. */
function fit(pieces: readonly Piece[], columns: number): string {
  const whole = pieces.map(([text]) => text).join("");
  // The rest of a line that is full is a matter of taste among terminals: the last column stays free.
  const width = whole.trimEnd().length < columns ? Infinity : Math.max(0, columns - 2);
  let used = 0;
  const marked = pieces.map(([text, mark]) => {
    const part = text.slice(0, Math.max(0, width - used));
    used += text.length;
    return part.trim() === "" ? part : mark(part);
  });
  return `${marked.join("").trimEnd()}${width === Infinity ? "" : "…"}`;
}

function time(seconds: number): string {
  return ` ${`${seconds.toFixed(1)} s`.padStart(7)}`;
}

function same(text: string): string {
  return text;
}
