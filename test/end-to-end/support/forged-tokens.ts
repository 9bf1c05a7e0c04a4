import { generateKeyPairSync } from "node:crypto";
import { SignJWT } from "jose";

const wanted = { permissions: ["temporal-system:admin"] };
const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const decode = (part: string): object => JSON.parse(Buffer.from(part, "base64url").toString()) as object;

/**
 * What somebody makes of a token that he has, or of what is public, to be let do everything.
 * @param good one that the server takes
 * @param keys the set of keys that is published
 */
export async function forgedFrom(good: string, keys: Uint8Array): Promise<Readonly<Record<string, string>>> {
  const [header = "", payload = "", signature = ""] = good.split(".");
  const { kid } = decode(header) as { kid: string };
  const foreign = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
  const signed = (key: Parameters<SignJWT["sign"]>[0], alg: string, id: string): Promise<string> =>
    new SignJWT(wanted)
      .setProtectedHeader({ alg, kid: id })
      .setSubject("intruder")
      .setIssuedAt()
      .setExpirationTime("1h")
      .sign(key);
  return {
    nonsense: "nonsense",
    "key of somebody else, unknown": await signed(foreign, "ES256", "unknown"),
    "key of somebody else under a known name": await signed(foreign, "ES256", kid),
    "signed with what is public": await signed(keys, "HS256", kid),
    "not signed": `${encode({ alg: "none", kid })}.${encode({ ...wanted, sub: "intruder", exp: 4_100_000_000 })}.`,
    "rights written in afterwards": `${header}.${encode({ ...decode(payload), ...wanted })}.${signature}`,
    "cut short": good.slice(0, -4),
  };
}
