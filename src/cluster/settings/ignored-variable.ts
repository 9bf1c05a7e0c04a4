import type { SettingsShape } from "./setting.ts";

/** A variable that was inherited and does not count. */
export interface IgnoredVariable {
  readonly key: string;
  readonly message: string;
}

/** Said only where it would have made a difference. */
export function ignoredVariable(
  key: string,
  { sharedWith }: SettingsShape[string],
  used: { readonly value: string; readonly origin: string },
  environment: Readonly<Record<string, string | undefined>>,
): readonly IgnoredVariable[] {
  const variable = environment[key] ?? "";
  if (sharedWith === undefined || variable === "" || variable === used.value) return [];
  const message = `${key}=${shortened(variable)} of the environment is not used, but ${shortened(used.value)} (${used.origin}): ${sharedWith} read that variable, too. If this cluster is meant, write it into temporal.env or give it with --set.`;
  return [{ key, message }];
}

const longestShown = 80;

/** On one line, whatever a shell has put into it. */
function shortened(value: string): string {
  return JSON.stringify(value.length > longestShown ? `${value.slice(0, longestShown)}…` : value);
}
