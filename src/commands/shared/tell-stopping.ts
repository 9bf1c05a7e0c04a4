import type { Needs } from "../command.ts";

/** What tells a person that containers are being stopped; each may use up its grace. */
export function tellStopping({ reporter }: Needs<"reporter">): (names: readonly string[]) => void {
  return ({ length }) => {
    if (length > 0) reporter.note(`Stopping ${String(length)} container${length === 1 ? "" : "s"}.`);
  };
}
