import { defined } from "../../defined.ts";
import type { LogFilter } from "../../logs/filter-log.ts";
import type { LogRange } from "../../logs/follow-log.ts";
import { type LogLevel, logLevels } from "../../logs/formats/level.ts";
import type { LogLook } from "../../output/render-log-line.ts";
import type { Needs } from "../command.ts";
import type { FlagDefinitions, FlagValues } from "../input.ts";
import { usageError } from "../shared/flags.ts";
import { readMoment } from "../shared/moment.ts";

export const logFlags = {
  follow: {
    flag: "-f, --follow",
    summary: "go on with what is written from now on, also by containers that come later",
  },
  tail: { flag: "-n, --tail <lines>", summary: "the last lines of each service, or `all` (default: all)" },
  since: { flag: "--since <when>", summary: "from a time on: 10m, 2h, or 2026-01-31T12:00:00Z" },
  until: { flag: "--until <when>", summary: "up to a time, written like that of --since" },
  level: {
    flag: "--level <level>",
    summary: `entries of at least this level: ${logLevels.join(", ")}`,
    suggests: logLevels,
  },
  grep: { flag: "-g, --grep <pattern>", summary: "lines that a regular expression matches" },
  ignoreCase: { flag: "-i, --ignore-case", summary: "capitals do not matter to --grep" },
  context: {
    flag: "-C, --context <lines>",
    summary: "with --grep: lines of the same service before and after each match",
  },
  timestamps: { flag: "-t, --timestamps", summary: "begin each line with its whole time" },
  pretty: { flag: "--pretty", summary: "time, level, message and fields (default on a terminal)" },
  raw: { flag: "--raw", summary: "lines as they were written (default elsewhere)" },
} as const satisfies FlagDefinitions;

type GivenFlags = FlagValues<typeof logFlags>;

export type OptionNeeds = Needs<"clock" | "isJson" | "isStdoutTerminal">;

export interface LogOptions {
  readonly range: LogRange;
  readonly filter: LogFilter;
  readonly look: LogLook;
  readonly follow: boolean;
  readonly withTime: boolean;
}

/** @throws TemporalStartError USAGE */
export function readLogOptions(flags: GivenFlags, context: OptionNeeds): LogOptions {
  const nowMs = context.clock.now();
  const follow = flags.follow;
  const tail = readCount(flags, "tail", "all");
  const sinceSeconds = readSecondsOf(flags, "since", nowMs);
  const untilSeconds = readSecondsOf(flags, "until", nowMs);
  if (follow && untilSeconds !== undefined)
    throw usageError("--follow and --until contradict each other.", "Leave one of them out.");
  return {
    range: defined({ tail, sinceSeconds, untilSeconds }),
    filter: readFilter(flags),
    look: readLook(flags, context),
    follow,
    withTime: flags.timestamps,
  };
}

function readFilter(flags: GivenFlags): LogFilter {
  const pattern = readPattern(flags);
  const context = readCount(flags, "context");
  for (const [flag, isGiven] of [
    ["--context", context !== undefined],
    ["--ignore-case", flags.ignoreCase],
  ] as const) {
    if (isGiven && pattern === undefined) throw usageError(`${flag} needs --grep.`, `Add --grep PATTERN.`);
  }
  return { context: context ?? 0, ...defined({ level: readLevel(flags.level), pattern }) };
}

function readPattern({ grep: text, ignoreCase }: GivenFlags): RegExp | undefined {
  if (text === undefined) return undefined;
  try {
    return new RegExp(text, ignoreCase ? "i" : "");
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/^.*: /s, "") : String(error);
    throw usageError(
      `--grep "${text}" is no regular expression: ${why}.`,
      "Put a backslash before a character that stands for itself: --grep 'f\\(x\\)'.",
    );
  }
}

function readLevel(text: string | undefined): LogLevel | undefined {
  if (text === undefined) return undefined;
  const level = logLevels.find((known) => known === text.toLowerCase());
  if (level === undefined) throw usageError(`--level "${text}" is no level.`, `Levels are ${logLevels.join(", ")}.`);
  return level;
}

function readLook(flags: GivenFlags, { isJson, isStdoutTerminal }: Needs<"isJson" | "isStdoutTerminal">): LogLook {
  const asked = (["pretty", "raw"] as const).filter((look) => flags[look]);
  const looks = [...asked, ...(isJson ? (["json"] as const) : [])];
  const [look, other] = looks;
  if (look !== undefined && other !== undefined)
    throw usageError(`--${look} and --${other} contradict each other.`, "Leave one of them out.");
  return look ?? (isStdoutTerminal ? "pretty" : "raw");
}

/** @param none the word for no limit */
function readCount(flags: GivenFlags, name: "tail" | "context", none?: string): number | undefined {
  const text = flags[name];
  if (text === undefined || text === none) return undefined;
  if (!/^\d{1,9}$/.test(text)) {
    const or = none === undefined ? "" : ` or --${name} ${none}`;
    throw usageError(`--${name} "${text}" is no number of lines.`, `Write --${name} 100${or}.`);
  }
  return Number(text);
}

/** Seconds since the epoch. */
function readSecondsOf(flags: GivenFlags, name: "since" | "until", nowMs: number): number | undefined {
  const text = flags[name];
  return text === undefined ? undefined : readMoment(text, `--${name}`, nowMs) / 1000;
}
