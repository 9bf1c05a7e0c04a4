import type { TemporalStartError } from "../errors.ts";
import { printableLine } from "./printable.ts";
import type { Style } from "./style.ts";

/** What happened, its details, and what to type next. */
export function renderError({ facts }: TemporalStartError, style: Style): string {
  return [
    `${style.bad("Error:")} ${printableLine(facts.message)}`,
    ...(facts.details ?? []).map((line) => `  ${printableLine(line)}`),
    ...(facts.hint === undefined ? [] : [`${style.faint("→")} ${printableLine(facts.hint)}`]),
    "",
  ].join("\n");
}
