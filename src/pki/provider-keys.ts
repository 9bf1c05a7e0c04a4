import type { JWK } from "jose";
import { defined } from "../defined.ts";
import type { CertificateFiles } from "../interfaces/certificates.ts";

/** As they were the last time that the provider was asked. */
const path = "provider-keys.json";
const mostKeys = 100;

interface Kept {
  /** Where the provider has published them. */
  readonly url: string;
  readonly keys: readonly NamedKey[];
}

/** Of a provider of identities, whose tokens the server takes beside those of the cluster; none where it has not been asked. */
export function providerKeys(files: CertificateFiles): readonly NamedKey[] {
  return kept(files)?.keys ?? [];
}

/** @throws Error of the file system */
export function keepProviderKeys(files: CertificateFiles, found: Kept): void {
  files.write(path, JSON.stringify(found), "owner");
}

/** What another provider has published counts no more, whether the one of now answers or not. @param url empty where none counts */
export function forgetKeysOfOthers(files: CertificateFiles, url: string): void {
  if (kept(files)?.url !== url) files.remove(path);
}

/** A damaged file is none: the provider is asked again. */
function kept(files: CertificateFiles): Kept | undefined {
  try {
    const { url, keys } = JSON.parse(files.read(path) ?? "") as Partial<Kept>;
    return typeof url === "string" && Array.isArray(keys) ? { url, keys } : undefined;
  } catch {
    return undefined;
  }
}

export interface NamedKey extends JWK {
  readonly kid: string;
}

/**
 * What the server can use of a set of keys, and nothing else of it: the set as a whole is worth nothing to it where it cannot
 * read one of them, and it does not look whether a key is of the kind that it says it is.
 * @param text JWKS (RFC 7517)
 * @throws Error where it is no set
 */
export async function usableKeys(text: string): Promise<readonly NamedKey[]> {
  const found: unknown = JSON.parse(text);
  const { keys } = (found ?? {}) as { readonly keys?: unknown };
  if (!Array.isArray(keys)) throw new Error("what it sent is no set of keys (JWKS)");
  return (await Promise.all((keys as readonly unknown[]).slice(0, mostKeys).map(asUsable))).flat();
}

const algorithms = { EC: "ES256", RSA: "RS256" } as const;
/** Bytes of the modulus of 2,048 bits. */
const shortestModulus = 256;

async function asUsable(key: unknown): Promise<readonly NamedKey[]> {
  const { kid, ...found } = (key ?? {}) as Readonly<Record<string, unknown>>;
  const algorithm = algorithmOf(found);
  if (algorithm === undefined || typeof kid !== "string" || kid === "") return [];
  const made = await rewritten(found, algorithm);
  return made === undefined ? [] : [{ ...made, kid, alg: algorithm, use: "sig" }];
}

/** By which it is to be used; undefined where the server has no use for it. */
function algorithmOf({ kty, alg, use = "sig" }: Readonly<Record<string, unknown>>): string | undefined {
  const own = kty === "EC" || kty === "RSA" ? algorithms[kty] : undefined;
  return use === "sig" && (alg === undefined || alg === own) ? own : undefined;
}

/** What is read is written anew: more spellings of a number are read than the server takes. Undefined where it is no public key. */
async function rewritten({ kty, crv, x, y, n, e }: JWK, algorithm: string): Promise<JWK | undefined> {
  const { exportJWK, importJWK } = await import("jose");
  try {
    const read = await importJWK(defined({ kty, ...(kty === "EC" ? { crv, x, y } : { n, e }) }) as JWK, algorithm);
    const made = await exportJWK(read);
    const isShort = made.n !== undefined && Buffer.from(made.n, "base64url").length < shortestModulus;
    return isShort ? undefined : made;
  } catch {
    return undefined;
  }
}
