import { parseDurationSeconds } from "../../cluster/settings/duration.ts";
import { defined } from "../../defined.ts";
import { TemporalStartError } from "../../errors.ts";
import type { CommandInput } from "../command.ts";

export function usageError(message: string, hint?: string): TemporalStartError {
  return new TemporalStartError({ code: "USAGE", category: "usage", message, ...defined({ hint }) });
}

export function textFlag(input: CommandInput, name: string): string | undefined {
  const value = input.flags[name];
  return typeof value === "string" ? value : undefined;
}

export function isFlagSet(input: CommandInput, name: string): boolean {
  return input.flags[name] === true;
}

export function textArgument(input: CommandInput, name: string): string | undefined {
  const value = input.arguments[name];
  return typeof value === "string" ? value : undefined;
}

export function listArgument(input: CommandInput, name: string): readonly string[] {
  const value = input.arguments[name];
  return typeof value === "object" ? value : [];
}

/** Node's timers hold no more than 2³¹ ms, almost 25 days; a longer one would be over at once. */
const longestSeconds = 2_147_483;

/** Reads `90`, `90s` or `3m` as seconds. */
export function secondsFlag(input: CommandInput, name: string, flag: string): number | undefined {
  const text = textFlag(input, name);
  if (text === undefined) return undefined;
  const seconds = /^\d+$/.test(text) ? Number(text) : parseDurationSeconds(text);
  if (seconds === undefined || seconds <= 0) {
    throw usageError(
      `${flag} "${text}" is no duration.`,
      `Write seconds or a duration with units: ${flag} 90 or ${flag} 3m.`,
    );
  }
  return Math.min(seconds, longestSeconds);
}
