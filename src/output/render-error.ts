import type { TemporalStartError } from "../errors.ts";
import type { Style } from "./style.ts";

/** What happened, its details, and what to type next. */
export function renderError({ facts }: TemporalStartError, style: Style): string {
  return [
    `${style.bad("Error:")} ${facts.message}`,
    ...(facts.details ?? []).map((line) => `  ${line}`),
    ...(facts.hint === undefined ? [] : [`${style.faint("→")} ${facts.hint}`]),
    "",
  ].join("\n");
}
