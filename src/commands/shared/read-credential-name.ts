import { usageError } from "./flags.ts";

/** A token may be of a person, whom others know by his address. */
const forms = {
  certificate: /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
  token: /^[A-Za-z0-9][A-Za-z0-9._@+-]{0,63}$/,
} as const;

/** Of a certificate or a token: it becomes the name of a folder as well. @throws TemporalStartError USAGE */
export function readCredentialName(text: string, what: "certificate" | "token"): string {
  if (forms[what].test(text)) return text;
  const others = what === "token" ? "dots, dashes, underscores, @ and +" : "dots, dashes and underscores";
  throw usageError(`"${text}" is no name for a ${what}.`, `Letters, digits, ${others}, at most 64.`);
}
