import { createLocalJWKSet, jwtVerify } from "jose";
import { describe, expect, test } from "vitest";
import { ensureTokens } from "../../src/pki/ensure-tokens.ts";
import { issueToken, listTokens, publishKeys, revokeToken } from "../../src/pki/keep-tokens.ts";
import { certificatesInMemory } from "../support/certificates-in-memory.ts";

const dayMs = 86_400_000;
const nowMs = Date.parse("2026-11-30T12:00:00Z");
const keySet = "mounted/gateway/keys/jwks.json";
const shop = { name: "shop", role: "writer", namespaces: ["shop", "billing"], lastsSeconds: 3_600 } as const;

function tokensInMemory() {
  const made = certificatesInMemory();
  const keys = () => JSON.parse(made.texts.get(keySet) ?? "") as { readonly keys: { readonly kid: string }[] };
  const token = (name: string): string => (made.texts.get(`tokens/${name}/token.jwt`) ?? "").trim();
  /** As the server looks at it. */
  const verified = async (text: string) =>
    (await jwtVerify(text, createLocalJWKSet(keys()), { currentDate: new Date(nowMs) })).payload;
  return { ...made, keys, token, verified };
}

describe("a token", () => {
  test("says who may do what where until when, and its key is published", async () => {
    const { files, token, verified } = tokensInMemory();
    await issueToken(files, shop, nowMs);
    expect(await verified(token("shop"))).toEqual({
      ...{ sub: "shop", role: "writer", permissions: ["shop:write", "billing:write"] },
      ...{ iat: nowMs / 1000, exp: nowMs / 1000 + 3_600 },
    });
  });

  test.each([
    ["reader", "read"],
    ["worker", "write"],
    ["writer", "write"],
    ["admin", "admin"],
  ] as const)("of a %s for all namespaces has the right to %s in the server's own", async (role, degree) => {
    const { files, token, verified } = tokensInMemory();
    await issueToken(files, { ...shop, role, namespaces: [] }, nowMs);
    expect((await verified(token("shop"))).permissions).toEqual([`temporal-system:${degree}`]);
  });

  test("of the same name takes the one before back", async () => {
    const { files, token, verified } = tokensInMemory();
    await issueToken(files, shop, nowMs);
    const before = token("shop");
    await issueToken(files, shop, nowMs);
    await expect(verified(before)).rejects.toThrow("no applicable key");
    expect(await verified(token("shop"))).toMatchObject({ sub: "shop" });
  });

  test("that was taken back has no key any more, and others stay", async () => {
    const { files, texts, token, verified } = tokensInMemory();
    await issueToken(files, shop, nowMs);
    await issueToken(files, { ...shop, name: "other" }, nowMs);
    const before = token("shop");
    expect(revokeToken(files, "shop")).toBe(true);
    await expect(verified(before)).rejects.toThrow("no applicable key");
    expect(await verified(token("other"))).toMatchObject({ sub: "other" });
    expect([...texts.keys()].filter((path) => path.includes("shop"))).toEqual([]);
    expect(revokeToken(files, "shop")).toBe(false);
  });

  test("is read by its owner alone, and no key is kept that could sign another", async () => {
    const { files, texts, readers } = tokensInMemory();
    await issueToken(files, shop, nowMs);
    expect(readers.get("tokens/shop/token.jwt")).toBe("owner");
    expect([...texts.values()].join("")).not.toContain('"d":');
    expect([...texts.values()].join("")).not.toContain("PRIVATE");
  });
});

describe("a start of a cluster with permissions", () => {
  test("makes the tokens of its own parts once, and replaces them thirty days before they end", async () => {
    const { files, texts, keys } = tokensInMemory();
    await ensureTokens(files, nowMs);
    expect(listTokens(files).map(({ name, role, namespaces }) => [name, role, namespaces])).toEqual([
      ["temporal-cli", "admin", []],
      ["temporal-start", "admin", []],
      ["temporal-web", "reader", []],
    ]);
    expect(keys().keys).toHaveLength(3);
    const before = new Map(texts);
    await ensureTokens(files, nowMs + 59 * dayMs);
    expect(texts).toEqual(before);
    await ensureTokens(files, nowMs + 61 * dayMs);
    expect(listTokens(files).map(({ endsMs }) => endsMs)).toEqual(Array(3).fill(nowMs + 151 * dayMs));
  });

  test("has the page list namespaces by a token of a reader, and the CLI container shows its own", async () => {
    const { files, texts, token } = tokensInMemory();
    await ensureTokens(files, nowMs);
    expect(texts.get("mounted/gateway/page.conf")).toBe(`default "Bearer ${token("temporal-web")}";\n`);
    expect(texts.get("mounted/cli-settings/temporal.yaml")).toContain(`authorization=Bearer ${token("temporal-cli")}`);
  });

  test.each([
    ["lost", undefined],
    ["emptied", ""],
    ["null", "null"],
    ["without keys", "{}"],
  ])("publishes the keys again that were %s: nobody is locked out", async (_, text) => {
    const { files, texts } = tokensInMemory();
    await ensureTokens(files, nowMs);
    await issueToken(files, shop, nowMs);
    const before = texts.get(keySet);
    if (text === undefined) texts.delete(keySet);
    else texts.set(keySet, text);
    await ensureTokens(files, nowMs);
    expect(texts.get(keySet)).toBe(before);
  });

  test("goes on where one was half made", async () => {
    const { files, texts, token, verified } = tokensInMemory();
    await ensureTokens(files, nowMs);
    texts.set("tokens/temporal-cli/key.json", '{"kid":');
    texts.delete("tokens/temporal-start/token.jwt");
    // The new token beside the key of the one before.
    const before = texts.get("tokens/temporal-web/key.json") ?? "";
    await issueToken(files, { name: "temporal-web", role: "reader", namespaces: [], lastsSeconds: 9e6 }, nowMs);
    texts.set("tokens/temporal-web/key.json", before);
    await ensureTokens(files, nowMs);
    for (const name of ["temporal-cli", "temporal-start", "temporal-web"])
      expect(await verified(token(name))).toMatchObject({ sub: name });
  });
});

test("of two who publish at once none takes the other's key away", () => {
  const { files, texts, keys } = tokensInMemory();
  const put = (name: string): void => void texts.set(`tokens/${name}/key.json`, JSON.stringify({ kid: name }));
  put("a");
  let isFirst = true;
  const interrupted = {
    ...files,
    write(path: string, text: string, reader: "owner" | "container") {
      if (isFirst) {
        isFirst = false;
        put("b");
        publishKeys(files);
      }
      files.write(path, text, reader);
    },
  };
  publishKeys(interrupted);
  expect(keys().keys.map(({ kid }) => kid)).toEqual(["a", "b"]);
});
