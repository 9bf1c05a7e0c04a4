import {
  calculateJwkThumbprint,
  decodeJwt,
  decodeProtectedHeader,
  exportJWK,
  generateKeyPair,
  type JWK,
  SignJWT,
} from "jose";
import type { Role } from "./roles.ts";

const algorithm = "ES256";

/** The server knows three, and takes polls for writing. */
const degrees = { reader: "read", worker: "write", writer: "write", admin: "admin" } as const;
/** Of the server's own namespace, which stands for all of them. */
const everywhere = "temporal-system";

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

export interface TokenFacts {
  readonly name: string;
  /** Name of the key that it is signed with. */
  readonly kid: string;
  readonly role: string;
  /** Empty for all. */
  readonly namespaces: readonly string[];
  /** Milliseconds since the epoch. */
  readonly beginsMs: number;
  readonly endsMs: number;
}

/** What stands in a token; undefined where it is none. Who signed it is not looked at. */
export function readToken(token: string | undefined): TokenFacts | undefined {
  if (token === undefined) return undefined;
  try {
    const {
      sub = "",
      iat = 0,
      exp = 0,
      role,
      permissions,
    } = decodeJwt<{ role?: unknown; permissions?: unknown }>(token);
    const { kid = "" } = decodeProtectedHeader(token);
    const names = Array.isArray(permissions) ? permissions.map((one) => String(one).replace(/:[^:]*$/, "")) : [];
    return {
      name: sub,
      kid,
      role: typeof role === "string" ? role : "",
      namespaces: names.filter((name) => name !== everywhere),
      beginsMs: iat * 1000,
      endsMs: exp * 1000,
    };
  } catch {
    return undefined;
  }
}
