import type { Needs } from "../command.ts";
import { nowAndThen } from "../shared/now-and-then.ts";

/**
 * Tells how far a long walk is, every few seconds.
 * @param total as the database last counted; 0 where it has not
 */
export function tellProgress(
  context: Needs<"clock" | "reporter">,
  total: number,
): (what: string, executions: number) => void {
  return nowAndThen(context, (what, executions) => {
    const of = total > executions ? ` of about ${total.toLocaleString("en")}` : "";
    context.reporter.note(`${what} ${executions.toLocaleString("en")}${of} executions.`);
  });
}
