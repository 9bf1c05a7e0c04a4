import type { JWK } from "jose";
import { everywhere } from "./read-token.ts";
import type { Role } from "./roles.ts";

const algorithm = "ES256";

/** The server knows three, and takes polls for writing. */
const degrees = { reader: "read", worker: "write", writer: "write", admin: "admin" } as const;

export interface TokenRequest {
  /** Stands in the token as its subject, and with its key's thumbprint as the name of that key. */
  readonly name: string;
  readonly role: Role;
  /** Empty for all, those to come as well. */
  readonly namespaces: readonly string[];
  readonly lastsSeconds: number;
}

/** A signed token, and the key by which the server knows it. */
export interface SignedToken {
  readonly token: string;
  /** Public. */
  readonly key: JWK;
}

/**
 * Signs with a key of its own, which is thrown away: a token is taken back by taking its public key back, and no key lies
 * around with which others could be made. @param nowMs milliseconds since the epoch
 */
export async function signToken(
  { name, role, namespaces, lastsSeconds }: TokenRequest,
  nowMs: number,
): Promise<SignedToken> {
  const { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } = await import("jose");
  const { publicKey, privateKey } = await generateKeyPair(algorithm);
  const jwk = await exportJWK(publicKey);
  const key = {
    ...jwk,
    kid: `${name}-${(await calculateJwkThumbprint(jwk)).slice(0, 12)}`,
    alg: algorithm,
    use: "sig",
  };
  const seconds = Math.floor(nowMs / 1000);
  const where = namespaces.length === 0 ? [everywhere] : namespaces;
  const token = await new SignJWT({ permissions: where.map((namespace) => `${namespace}:${degrees[role]}`), role })
    .setProtectedHeader({ alg: algorithm, kid: key.kid, typ: "JWT" })
    .setSubject(name)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + lastsSeconds)
    .sign(privateKey);
  return { token, key };
}
