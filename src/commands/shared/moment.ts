import { parseDurationSeconds } from "../../cluster/settings/duration.ts";
import { usageError } from "./flags.ts";

/**
 * Reads `10m`, which is that long ago, or a time such as 2026-01-31T12:00:00Z; without a zone it is one of this machine.
 * @param others what else the flag takes, for the error
 * @returns milliseconds since the epoch
 */
export function readMoment(text: string, flag: string, nowMs: number, others: readonly string[] = []): number {
  const seconds = parseDurationSeconds(text);
  const moment = seconds === undefined ? readTime(text) : nowMs - seconds * 1000;
  if (Number.isNaN(moment)) {
    const examples = ["10m", "2026-01-31T12:00:00Z", ...others].map((example) => `${flag} ${example}`);
    throw usageError(
      `${flag} "${text}" is neither a duration nor a time.`,
      `Write ${examples.slice(0, -1).join(", ")} or ${examples.at(-1) ?? ""}.`,
    );
  }
  return moment;
}

/** Date.parse alone takes `5` for the fifth month of 2001, a day without a time for one of UTC, and the 30th of February. */
function readTime(text: string): number {
  const [, year, month, day, rest] = /^(\d{4})-(\d{2})-(\d{2})(.*)$/.exec(text) ?? [];
  if (day === undefined) return Number.NaN;
  const isDay = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDate() === Number(day);
  return isDay ? Date.parse(rest === "" ? `${text}T00:00:00` : text) : Number.NaN;
}
