import { generateKeyPairSync } from "node:crypto";
import { exportJWK, generateKeyPair, type JWK } from "jose";
import { describe, expect, test } from "vitest";
import { issueToken } from "../../src/pki/keep-tokens.ts";
import { forgetKeysOfOthers, keepProviderKeys, providerKeys, usableKeys } from "../../src/pki/provider-keys.ts";
import { certificatesInMemory } from "../support/certificates-in-memory.ts";

const newKey = async (alg: string, more: JWK = {}): Promise<JWK> => ({
  ...(await exportJWK((await generateKeyPair(alg, { extractable: true })).publicKey)),
  ...more,
});
const setOf = (...keys: readonly unknown[]): string => JSON.stringify({ keys });

describe("of the keys of a provider", () => {
  test("those that the server can use are taken, with nothing beside them", async () => {
    const [own, rsa] = await Promise.all([newKey("ES256", { kid: "a" }), newKey("RS256", { kid: "b", alg: "RS256" })]);
    const found = await usableKeys(setOf({ ...own, x5c: ["MII"], d: "secret" }, rsa));
    expect(found).toEqual([
      { kid: "a", kty: "EC", crv: "P-256", x: own.x, y: own.y, alg: "ES256", use: "sig" },
      { kid: "b", kty: "RSA", n: rsa.n, e: rsa.e, alg: "RS256", use: "sig" },
    ]);
  });

  test("what it could not read, or would take for what it is not, is left out", async () => {
    const good = await newKey("ES256", { kid: "good" });
    const [rsa, curve] = await Promise.all([newKey("RS256"), newKey("ES384")]);
    const odd = [
      ...[
        null,
        7,
        "key",
        {},
        { kty: "oct", k: "AAAA", kid: "shared" },
        { kty: "OKP", crv: "X25519", x: "AA", kid: "o" },
      ],
      ...[
        { ...rsa, kid: "says-another", alg: "ES256" },
        { ...curve, kid: "curve" },
        { ...rsa, kid: "", alg: "RS256" },
        rsa,
      ],
      ...[
        { ...rsa, kid: "to-encrypt", use: "enc" },
        { kty: "EC", crv: "P-256", x: "AA", y: "AA", kid: "no-point" },
      ],
    ];
    expect((await usableKeys(setOf(...odd, good))).map(({ kid }) => kid)).toEqual(["good"]);
  });

  test("what is written in another way than the server reads is written anew, and what is too short left out", async () => {
    const [point, rsa, short] = await Promise.all([
      newKey("ES256"),
      newKey("RS256"),
      exportJWK(generateKeyPairSync("rsa", { modulusLength: 1_024 }).publicKey),
    ]);
    const long = Buffer.concat([Buffer.alloc(1), Buffer.from(point.x ?? "", "base64url")]).toString("base64url");
    const standard = Buffer.from(rsa.n ?? "", "base64url").toString("base64");
    const found = await usableKeys(
      setOf({ ...point, x: long, kid: "long" }, { ...rsa, n: standard, kid: "standard" }, { ...short, kid: "short" }),
    );
    expect(found.find(({ kid }) => kid === "standard")?.n).toBe(rsa.n);
    // Read and written anew, or not read at all, as Node has it; never passed on as it was.
    expect([undefined, point.x]).toContain(found.find(({ kid }) => kid === "long")?.x);
    expect(found.map(({ kid }) => kid)).not.toContain("short");
  });

  test.each([
    ["no JSON", "<html>"],
    ["nothing", "null"],
    ["no list", '{"keys":{}}'],
  ])("%s is refused, so that those of the last time stay", async (_, text) => {
    await expect(usableKeys(text)).rejects.toThrow();
  });

  test.each([
    ["an empty list", '{"keys":[]}'],
    ["a list of none that can be used", '{"keys":[{"kty":"oct","k":"AA","kid":"x"}]}'],
  ])("%s takes back what was there", async (_, text) => {
    expect(await usableKeys(text)).toEqual([]);
  });

  test("those of another provider count no more, nor do those of a damaged file", async () => {
    const { files } = certificatesInMemory();
    const keys = await usableKeys(setOf(await newKey("ES256", { kid: "a" })));
    keepProviderKeys(files, { url: "https://one.example.org", keys });
    forgetKeysOfOthers(files, "https://one.example.org");
    expect(providerKeys(files)).toEqual(keys);
    forgetKeysOfOthers(files, "https://other.example.org");
    expect(providerKeys(files)).toEqual([]);
    files.write("provider-keys.json", '{"url":"https', "owner");
    expect(providerKeys(files)).toEqual([]);
  });

  test("none stands in for one of the cluster", async () => {
    const { files, texts } = certificatesInMemory();
    const nowMs = Date.parse("2026-12-01T00:00:00Z");
    await issueToken(files, { name: "shop", role: "reader", namespaces: [], lastsSeconds: 60 }, nowMs);
    const published = () =>
      (JSON.parse(texts.get("mounted/gateway/keys/jwks.json") ?? "") as { readonly keys: readonly JWK[] }).keys;
    const [own] = published();
    const other = await usableKeys(
      setOf(await newKey("ES256", { kid: own?.kid ?? "" }), await newKey("ES256", { kid: "x" })),
    );
    keepProviderKeys(files, { url: "https://login.example.org", keys: other });
    await issueToken(files, { name: "till", role: "reader", namespaces: [], lastsSeconds: 60 }, nowMs);
    expect(published().find(({ kid }) => kid === own?.kid)).toEqual(own);
    expect(published().map(({ kid }) => kid)).toEqual([own?.kid, expect.stringContaining("till"), "x"]);
  });
});
