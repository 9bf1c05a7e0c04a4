import type { JWK } from "jose";
import type { CertificateFiles } from "../interfaces/certificates.ts";

/** As they were the last time that the provider was asked. */
const path = "provider-keys.json";
const mostKeys = 100;

/** Of a provider of identities, whose tokens the server takes beside those of the cluster; none where it has not been asked. */
export function providerKeys(files: CertificateFiles): readonly NamedKey[] {
  return JSON.parse(files.read(path) ?? "[]") as readonly NamedKey[];
}

/** @throws Error of the file system */
export function keepProviderKeys(files: CertificateFiles, keys: readonly NamedKey[]): void {
  files.write(path, JSON.stringify(keys), "owner");
}

export function forgetProviderKeys(files: CertificateFiles): void {
  files.remove(path);
}

export interface NamedKey extends JWK {
  readonly kid: string;
}

/**
 * What the server can use of a set of keys, and nothing else of it: the set as a whole is worth nothing to it where it cannot
 * read one of them, and it does not look whether a key is of the kind that it says it is.
 * @param text JWKS (RFC 7517)
 * @throws Error where it is no set, or has no key that can be used
 */
export async function usableKeys(text: string): Promise<readonly NamedKey[]> {
  const found: unknown = JSON.parse(text);
  const { keys } = (found ?? {}) as { readonly keys?: unknown };
  if (!Array.isArray(keys)) throw new Error("what it sent is no set of keys (JWKS)");
  const usable = (await Promise.all((keys as readonly unknown[]).slice(0, mostKeys).map(asUsable))).flat();
  if (usable.length === 0) throw new Error("it has no key for signatures by ES256 or RS256 with a name (kid)");
  return usable;
}

const members = { EC: ["crv", "x", "y"], RSA: ["n", "e"] } as const;
const algorithms = { EC: "ES256", RSA: "RS256" } as const;

async function asUsable(key: unknown): Promise<readonly NamedKey[]> {
  const { kty, kid, use = "sig", alg, ...rest } = (key ?? {}) as Readonly<Record<string, unknown>>;
  if (!(kty === "EC" || kty === "RSA") || typeof kid !== "string" || kid === "" || use !== "sig") return [];
  if (alg !== undefined && alg !== algorithms[kty]) return [];
  const own = Object.fromEntries(members[kty].map((name) => [name, rest[name]]));
  const made = { ...own, kty, kid, alg: algorithms[kty], use: "sig" };
  const { importJWK } = await import("jose");
  return importJWK(made).then(
    () => [made],
    () => [],
  );
}
