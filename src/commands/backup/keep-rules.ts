import type { Keeping } from "../../backup/choose-kept.ts";
import { usageError } from "../shared/flags.ts";

export interface KeepFlags {
  readonly keepLast?: string | undefined;
  readonly keepDaily?: string | undefined;
  readonly keepWeekly?: string | undefined;
}

/** @throws TemporalStartError USAGE for what is no count */
export function readRules({ keepLast, keepDaily, keepWeekly }: KeepFlags): Required<Keeping> {
  return {
    last: readCount("--keep-last", keepLast),
    daily: readCount("--keep-daily", keepDaily),
    weekly: readCount("--keep-weekly", keepWeekly),
  };
}

/** Such rules would delete every backup. */
export function keepNothing({ last, daily, weekly }: Required<Keeping>): boolean {
  return last + daily + weekly === 0;
}

function readCount(flag: string, text: string | undefined): number {
  if (text === undefined) return 0;
  if (!/^\d{1,6}$/.test(text)) throw usageError(`${flag} "${text}" is no count.`, `Write a whole number: ${flag} 7.`);
  return Number(text);
}
