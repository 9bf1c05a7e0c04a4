import { usageError } from "./flags.ts";

/** Of a certificate or a token: it becomes the name of a folder as well. @throws TemporalStartError USAGE */
export function readCredentialName(text: string, what: "certificate" | "token"): string {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(text)) return text;
  throw usageError(`"${text}" is no name for a ${what}.`, "Letters, digits, dots, dashes and underscores, at most 64.");
}
