import { createHmac } from "node:crypto";

/**
 * By which a container that was made with another secret is told from others: whoever sees it, and not the authority's key,
 * cannot try secrets by it.
 * @param authority with its key, in PEM; undefined where there is none yet, and nothing that was made with a secret
 */
export function secretMark(authority: string | undefined, ...secrets: readonly (string | undefined)[]): string {
  if (authority === undefined) return "";
  const text = JSON.stringify(secrets.map((secret) => secret ?? null));
  return createHmac("sha256", authority).update(text).digest("hex").slice(0, 16);
}
