import { type SettingKey, settingsShape } from "../cluster/services/index.ts";
import type { SettingKind } from "../cluster/settings/setting.ts";
import type { CommandSettings } from "../commands/command.ts";
import { type ErrorFacts, TemporalStartError } from "../errors.ts";

/** Values of these kinds are told apart from other words wherever they stand. */
const telling: readonly SettingKind[] = ["image", "port", "hostPort", "folder"];

/**
 * Adds where the settings come from that a failure speaks of, by their name or by their value: what led to it may
 * stand where nobody looks, such as in a variable that a shell has inherited.
 */
export function withOrigins(
  error: TemporalStartError,
  { values, origins }: Pick<CommandSettings, "values" | "origins">,
): TemporalStartError {
  const { facts } = error;
  // Each of its lines begins with the place.
  if (facts.category === "settings" || facts.category === "usage") return error;
  const [said, advised] = [saidBy(facts), advisedBy(facts)];
  const led = Object.entries(settingsShape).flatMap(([key, { kind }]) => {
    const origin = origins[key] ?? "default";
    const isWritten = origin !== "default";
    const value = telling.includes(kind) ? String(values[key as SettingKey]) : "";
    const isNamed = names(said, key) || (isWritten && (names(advised, key) || (value !== "" && names(said, value))));
    return isNamed ? [[key, origin] as const] : [];
  });
  return led.length === 0 ? error : new TemporalStartError({ ...facts, origins: Object.fromEntries(led) });
}

function saidBy({ message, details = [], failure }: ErrorFacts): string {
  return [message, ...details, failure?.cause ?? ""].join("\n");
}

function advisedBy({ hint = "", actions = [], failure }: ErrorFacts): string {
  return [hint, ...actions, failure?.advice ?? ""].join("\n");
}

/** As a whole word, so that port 7233 is not found in 17233. A value can be of any length, so no pattern is made of it. */
function names(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const [before, after] = [text.charAt(at - 1), text.charAt(at + word.length)];
    if (!/[\w.-]/.test(before) && !/[\w-]/.test(after)) return true;
  }
  return false;
}
