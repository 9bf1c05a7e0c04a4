import type { TemporalStartError } from "../errors.ts";
import { printableLine } from "./printable.ts";
import type { Style } from "./style.ts";

/** What happened, why as far as it is known, its details, and what to type next. */
export function renderError({ facts }: TemporalStartError, style: Style): string {
  return [
    `${style.bad("Error:")} ${printableLine(facts.message)}`,
    ...(facts.failure === undefined ? [] : [`  Cause: ${facts.failure.cause} (${facts.failure.id})`]),
    ...(facts.details ?? []).map((line) => `  ${printableLine(line)}`),
    ...Object.entries(facts.origins ?? {}).map(
      ([setting, origin]) => `  ${setting} comes from: ${printableLine(origin)}`,
    ),
    ...(facts.hint === undefined ? [] : [`${style.faint("→")} ${printableLine(facts.hint)}`]),
    ...(facts.failure === undefined ? [] : [`  ${style.faint(facts.failure.link)}`]),
    "",
  ].join("\n");
}
