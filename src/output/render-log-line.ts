import { type LogEntry, textOf } from "../logs/formats/format.ts";
import type { LogLevel } from "../logs/formats/level.ts";
import type { SourcedLine } from "../logs/merge-logs.ts";
import { harmlessLogText } from "./printable.ts";
import type { Style } from "./style.ts";

export type LogLook = "pretty" | "raw" | "json";

export interface LogRendering {
  readonly look: LogLook;
  readonly style: Style;
  /** The services whose lines may come; one alone is not named. */
  readonly services: readonly string[];
  /** Whether each line begins with its whole time. */
  readonly withTime: boolean;
  /** What to highlight. */
  readonly pattern?: RegExp;
}

type Render = (line: SourcedLine) => string;

/** Each line with its line break. */
export function createLogRenderer(rendering: LogRendering): Render {
  if (rendering.look === "json") return toJsonLine;
  const prefixes = servicePrefixes(rendering);
  const prefixOf = (source: string): string => prefixes.get(source) ?? "";
  const mark = createMark(rendering);
  if (rendering.look === "pretty") return prettyRenderer(rendering, prefixOf, mark);
  return rendering.withTime
    ? ({ source, time, text }) => `${prefixOf(source)}${time} ${mark(text)}\n`
    : ({ source, text }) => `${prefixOf(source)}${mark(text)}\n`;
}

/** A line that belongs to the entry before it has its own text as message, and that entry's level. */
function toJsonLine({ source, time, text, entry, level = entry?.level }: SourcedLine): string {
  const { message = text, fields = {} } = entry ?? {};
  return `${JSON.stringify({ service: source, time, level: level ?? null, message, fields, text })}\n`;
}

function servicePrefixes({ services, style }: LogRendering): ReadonlyMap<string, string> {
  if (services.length < 2) return new Map();
  const width = Math.max(...services.map((name) => name.length));
  return new Map(
    services.map((name, index) => {
      const accent = style.accents[index % style.accents.length] ?? style.accents[0];
      return [name, `${accent(`${name.padEnd(width)} |`)} `];
    }),
  );
}

function createMark({ pattern, style }: LogRendering): (text: string) => string {
  if (pattern === undefined) return (text) => text;
  const everywhere = new RegExp(pattern, `${pattern.flags}g`);
  return (text) => text.replace(everywhere, (found) => (found === "" ? "" : style.found(found)));
}

/** What fills a line and rarely helps; `--raw` and `--json` show it. */
const hiddenFields = new Set([
  "logging-call-at",
  "stacktrace",
  "type",
  "id",
  "host",
  "user_agent",
  "latency",
  "bytes_in",
  "bytes_out",
]);

function prettyRenderer(
  { style, withTime }: LogRendering,
  prefixOf: (source: string) => string,
  mark: (text: string) => string,
): Render {
  const words = levelWords(style);
  return ({ source, time, text, entry }) => {
    const moment = withTime ? time : time.slice(11, 23);
    const begin = `${prefixOf(source)}${style.faint(moment)}`;
    if (entry === undefined) return `${begin}       ${mark(harmlessLogText(text))}\n`;
    const { level, message, fields } = entry;
    const parts = [mark(harmlessLogText(onOneLine(message))), ...shownFields(entry, fields, style, mark)];
    return `${begin} ${words[level]} ${parts.join(" ")}\n`;
  };
}

function levelWords({ faint, caution, bad }: Style): Readonly<Record<LogLevel, string>> {
  return { debug: faint("DEBUG"), info: "INFO ", warn: caution("WARN "), error: bad("ERROR"), fatal: bad("FATAL") };
}

function shownFields(
  { level }: LogEntry,
  fields: LogEntry["fields"],
  style: Style,
  mark: (text: string) => string,
): readonly string[] {
  return Object.entries(fields)
    .filter(([key, value]) => !hiddenFields.has(key) && value !== "" && value !== undefined)
    .map(([key, value]) => {
      const isCause = key === "error" && (level === "error" || level === "fatal");
      return (isCause ? style.bad : style.faint)(mark(harmlessLogText(`${key}=${fieldText(value)}`)));
    });
}

function fieldText(value: unknown): string {
  const text = textOf(value);
  return typeof value === "string" && /\s/.test(text) ? JSON.stringify(text) : text;
}

function onOneLine(text: string): string {
  return text.trim().replace(/\s*\n\s*/g, " ");
}
