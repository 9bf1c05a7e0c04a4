import { parseDurationSeconds } from "../../cluster/settings/duration.ts";
import { defined } from "../../defined.ts";
import { TemporalStartError } from "../../errors.ts";

export function usageError(message: string, hint?: string): TemporalStartError {
  return new TemporalStartError({ code: "USAGE", category: "usage", message, ...defined({ hint }) });
}

/** Node's timers hold no more than 2³¹ ms, almost 25 days; a longer one would be over at once. */
const longestSeconds = 2_147_483;

/** Reads `90`, `90s` or `3m` as seconds. @param flag that the text was given to */
export function readSeconds(text: string | undefined, flag: string): number | undefined {
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
