import type { EnvFile } from "./env-file.ts";
import { isLineOfFile } from "./origins.ts";
import type { SettingsShape } from "./setting.ts";

/** In the folder of what is kept for an instance: a password that is about to become that of the database; else not there. */
export const newPasswordFile = "new-password";

interface Kept {
  readonly values: Readonly<Record<string, number | string>>;
}

interface Sources {
  readonly flags: Readonly<Record<string, string | undefined>>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly file: Pick<EnvFile, "entries">;
}

/**
 * A password that is everybody's default is none that somebody has chosen: one that is kept stands in for it as well. So does
 * the degree of security for the line of the file that is shipped.
 */
export function unlessKnownToAll<Written extends { readonly value: string; readonly origin: string }>(
  { kind, defaultValue }: SettingsShape[string],
  found: Written | undefined,
  kept: Kept | undefined,
  key: string,
): Written | undefined {
  const isShipped = kind === "secret" || (kind === "security" && isLineOfFile(found?.origin));
  const isReplaced = isShipped && kept?.values[key] !== undefined && found?.value === defaultValue;
  return isReplaced ? undefined : found;
}

/** What must be seen nowhere, of what is kept. */
export function keptSecrets(shape: SettingsShape, kept: Kept | undefined): readonly string[] {
  return Object.entries(kept?.values ?? {}).flatMap(([key, value]) =>
    shape[key]?.kind === "secret" ? [String(value)] : [],
  );
}

/** The same, of what is written. */
export function secretsOf(shape: SettingsShape, { flags, environment, file }: Sources): readonly string[] {
  const isSecret = (key: string): boolean => Object.hasOwn(shape, key) && shape[key]?.kind === "secret";
  const all = [...Object.entries(flags), ...Object.entries(environment)];
  return [...all, ...file.entries.map(({ key, value }) => [key, value] as const)].flatMap(([key, value]) =>
    isSecret(key) && value !== undefined && value !== "" ? [value] : [],
  );
}
