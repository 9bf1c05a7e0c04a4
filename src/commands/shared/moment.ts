import { parseDurationSeconds } from "../../cluster/settings/duration.ts";
import { usageError } from "./flags.ts";

/**
 * Reads `10m`, which is that long ago, or a time such as 2026-01-31T12:00:00Z.
 * @returns milliseconds since the epoch
 */
export function readMoment(text: string, flag: string, nowMs: number): number {
  const seconds = parseDurationSeconds(text);
  // Date.parse alone takes `5` for the fifth month of 2001.
  const isDate = /^\d{4}-\d{2}-\d{2}/.test(text);
  const moment = seconds === undefined ? (isDate ? Date.parse(text) : Number.NaN) : nowMs - seconds * 1000;
  if (Number.isNaN(moment)) {
    throw usageError(
      `${flag} "${text}" is neither a duration nor a time.`,
      `Write ${flag} 10m or ${flag} 2026-01-31T12:00:00Z.`,
    );
  }
  return moment;
}
