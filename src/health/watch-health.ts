import { untilAborted } from "../async/until-aborted.ts";
import { TemporalStartError } from "../errors.ts";
import type { Clock } from "../interfaces/clock.ts";
import { attemptLook } from "./attempt-look.ts";
import { changesBetween, type HealthChange } from "./health-changes.ts";
import type { HealthReport, Verdict } from "./health-report.ts";

/** What one look brought. */
export type Sight =
  | { readonly kind: "first"; readonly report: HealthReport }
  | {
      readonly kind: "next";
      readonly report: HealthReport;
      readonly changes: readonly HealthChange[];
      /** Present where it is another one than before. */
      readonly verdict?: { readonly from: Verdict; readonly to: Verdict };
    }
  /** The engine does not answer; told once, until it does again. */
  | { readonly kind: "blind"; readonly error: TemporalStartError };

export interface HealthWatch {
  readonly look: () => Promise<HealthReport>;
  readonly show: (sight: Sight, timeMs: number) => Promise<void>;
  readonly clock: Clock;
  readonly intervalMs: number;
  readonly signal: AbortSignal;
}

/**
 * Looks again and again, and shows what each look brought.
 * @throws what the first look throws, and the signal's reason: it does not end in another way
 */
export async function watchHealth({ look, show, clock, intervalMs, signal }: HealthWatch): Promise<never> {
  let last = await untilAborted(look(), signal);
  await show({ kind: "first", report: last }, clock.now());
  for (let isBlind = false; ; ) {
    await clock.sleep(intervalMs, signal);
    const seen = await untilAborted(attemptLook(look), signal);
    if (seen instanceof TemporalStartError) {
      if (!isBlind) await show({ kind: "blind", error: seen }, clock.now());
    } else {
      await show(sightOf(last, seen), clock.now());
      last = seen;
    }
    isBlind = seen instanceof TemporalStartError;
  }
}

function sightOf(before: HealthReport, report: HealthReport): Sight {
  const [from, to] = [before.verdict, report.verdict];
  const changes = changesBetween(before, report);
  return { kind: "next", report, changes, ...(from === to ? {} : { verdict: { from, to } }) };
}
