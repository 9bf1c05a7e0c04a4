import type { Clock } from "../../interfaces/clock.ts";
import type { Reporter } from "../../output/start/reporter.ts";

const pauseMs = 5_000;

/**
 * Tells how far a long walk is, every few seconds.
 * @param total as the database last counted; 0 where it has not
 */
export function tellProgress(
  { clock, reporter }: { readonly clock: Clock; readonly reporter: Reporter },
  total: number,
): (what: string, executions: number) => void {
  let toldMs = clock.now();
  return (what, executions) => {
    if (clock.now() - toldMs < pauseMs) return;
    toldMs = clock.now();
    const of = total > executions ? ` of about ${total.toLocaleString("en")}` : "";
    reporter.note(`${what} ${executions.toLocaleString("en")}${of} executions.`);
  };
}
