import { parseDurationSeconds } from "../../cluster/settings/duration.ts";
import { defined } from "../../defined.ts";
import type { LogFilter } from "../../logs/filter-log.ts";
import type { LogRange } from "../../logs/follow-log.ts";
import { type LogLevel, logLevels } from "../../logs/formats/level.ts";
import type { LogLook } from "../../output/render-log-line.ts";
import type { CommandContext, CommandInput } from "../command.ts";
import { isFlagSet, textFlag, usageError } from "../shared/flags.ts";

export interface LogOptions {
  readonly range: LogRange;
  readonly filter: LogFilter;
  readonly look: LogLook;
  readonly follow: boolean;
  readonly withTime: boolean;
}

/** @throws TemporalStartError USAGE */
export function readLogOptions(input: CommandInput, context: CommandContext): LogOptions {
  const nowMs = context.clock.now();
  const follow = isFlagSet(input, "follow");
  const tail = countFlag(input, "tail", "all");
  const sinceSeconds = momentFlag(input, "since", nowMs);
  const untilSeconds = momentFlag(input, "until", nowMs);
  if (follow && untilSeconds !== undefined)
    throw usageError("--follow and --until contradict each other.", "Leave one of them out.");
  return {
    range: defined({ tail, sinceSeconds, untilSeconds }),
    filter: readFilter(input),
    look: readLook(input, context),
    follow,
    withTime: isFlagSet(input, "timestamps"),
  };
}

function readFilter(input: CommandInput): LogFilter {
  const pattern = readPattern(input);
  const context = countFlag(input, "context");
  for (const [flag, isGiven] of [
    ["--context", context !== undefined],
    ["--ignore-case", isFlagSet(input, "ignoreCase")],
  ] as const) {
    if (isGiven && pattern === undefined) throw usageError(`${flag} needs --grep.`, `Add --grep PATTERN.`);
  }
  return { context: context ?? 0, ...defined({ level: readLevel(input), pattern }) };
}

function readPattern(input: CommandInput): RegExp | undefined {
  const text = textFlag(input, "grep");
  if (text === undefined) return undefined;
  try {
    return new RegExp(text, isFlagSet(input, "ignoreCase") ? "i" : "");
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/^.*: /s, "") : String(error);
    throw usageError(
      `--grep "${text}" is no regular expression: ${why}.`,
      "Put a backslash before a character that stands for itself: --grep 'f\\(x\\)'.",
    );
  }
}

function readLevel(input: CommandInput): LogLevel | undefined {
  const text = textFlag(input, "level");
  if (text === undefined) return undefined;
  const level = logLevels.find((known) => known === text.toLowerCase());
  if (level === undefined) throw usageError(`--level "${text}" is no level.`, `Levels are ${logLevels.join(", ")}.`);
  return level;
}

function readLook(input: CommandInput, { isJson, isStdoutTerminal }: CommandContext): LogLook {
  const asked = (["pretty", "raw"] as const).filter((look) => isFlagSet(input, look));
  const looks = [...asked, ...(isJson ? (["json"] as const) : [])];
  const [look, other] = looks;
  if (look !== undefined && other !== undefined)
    throw usageError(`--${look} and --${other} contradict each other.`, "Leave one of them out.");
  return look ?? (isStdoutTerminal ? "pretty" : "raw");
}

/** @param none the word for no limit */
function countFlag(input: CommandInput, name: string, none?: string): number | undefined {
  const text = textFlag(input, name);
  if (text === undefined || text === none) return undefined;
  if (!/^\d{1,9}$/.test(text)) {
    const or = none === undefined ? "" : ` or --${name} ${none}`;
    throw usageError(`--${name} "${text}" is no number of lines.`, `Write --${name} 100${or}.`);
  }
  return Number(text);
}

/** Seconds since the epoch. */
function momentFlag(input: CommandInput, name: string, nowMs: number): number | undefined {
  const text = textFlag(input, name);
  if (text === undefined) return undefined;
  const seconds = parseDurationSeconds(text);
  // Date.parse alone takes `5` for the fifth month of 2001.
  const isDate = /^\d{4}-\d{2}-\d{2}/.test(text);
  const moment = seconds === undefined ? (isDate ? Date.parse(text) : Number.NaN) : nowMs - seconds * 1000;
  if (Number.isNaN(moment)) {
    throw usageError(
      `--${name} "${text}" is neither a duration nor a time.`,
      `Write --${name} 10m or --${name} 2026-01-31T12:00:00Z.`,
    );
  }
  return moment / 1000;
}
