/** Of the server's own namespace, which stands for all of them. */
export const everywhere = "temporal-system";

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

/**
 * What stands in a token; undefined where it is none. Who signed it is not looked at, so nothing that signs or verifies has to
 * be loaded by whoever only wants to know when it ends.
 */
export function readToken(token: string | undefined): TokenFacts | undefined {
  const [header, claims] = (token?.trim().split(".") ?? []).map(decoded);
  if (header === undefined || claims === undefined) return undefined;
  const { permissions } = claims;
  const names = Array.isArray(permissions) ? permissions.map((one) => String(one).replace(/:[^:]*$/, "")) : [];
  return {
    name: textOf(claims.sub),
    kid: textOf(header.kid),
    role: textOf(claims.role),
    namespaces: names.filter((name) => name !== everywhere),
    beginsMs: Number(claims.iat ?? 0) * 1000,
    endsMs: Number(claims.exp ?? 0) * 1000,
  };
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

function decoded(part: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
