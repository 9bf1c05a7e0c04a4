import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openProvider } from "../../src/cli/open-provider.ts";
import { createAuthority, issueLeaf } from "../../src/pki/authority.ts";
import { keepProviderKeys, providerKeys } from "../../src/pki/provider-keys.ts";
import { certificatesInMemory } from "../support/certificates-in-memory.ts";
import { listenOnPort, unusedPort } from "../support/listen.ts";

const signal = new AbortController().signal;
let folder: string;
let key: string;
let certificate: string;
const path = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "temporal-start-provider-"));
  const nowMs = Date.now();
  const authority = await createAuthority("provider", nowMs);
  const wanted = { commonName: "p", usages: ["server"], names: ["127.0.0.1"], days: 1 } as const;
  ({ key, certificate } = await issueLeaf(authority, wanted, nowMs));
  writeFileSync(path("ca.pem"), authority.certificate);
  writeFileSync(path("secret"), "a secret\n");
  writeFileSync(path("empty"), "\n");
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** @param naming what it calls itself, of its address */
async function issuing(naming: (own: string) => string): Promise<string> {
  let own = "";
  const server = createServer({ cert: certificate, key }, (request, response) => {
    const isKnown = request.url === "/.well-known/openid-configuration";
    response.end(isKnown ? JSON.stringify({ issuer: naming(own) }) : '{"keys":[]}');
  });
  own = `https://127.0.0.1:${String(await listenOnPort(server))}`;
  return own;
}

const files = { clientSecretFile: "secret", authorityFile: "ca.pem" };
const opened = (url: string, issuer: string, names: typeof files = files) =>
  openProvider(
    { TEMPORAL_JWT_KEYS: url, TEMPORAL_OIDC_ISSUER: issuer },
    { clientSecretFile: path(names.clientSecretFile), authorityFile: path(names.authorityFile) },
  );

describe("a provider of identities", () => {
  test("that answers has no fault, and its keys take the place of those of the last time", async () => {
    const issuer = await issuing((own) => own);
    const { files: kept } = certificatesInMemory();
    keepProviderKeys(kept, { url: `${issuer}/keys`, keys: [{ kid: "old", kty: "EC" }] });
    expect(await opened(`${issuer}/keys`, issuer).follow(kept, signal)).toEqual({});
    expect(providerKeys(kept)).toEqual([]);
  });

  test("that is away is told of, and the keys of the last time stay", async () => {
    const away = `https://127.0.0.1:${String(await unusedPort())}`;
    const { files: kept } = certificatesInMemory();
    keepProviderKeys(kept, { url: away, keys: [{ kid: "old", kty: "EC" }] });
    const { keys, login } = await opened(away, away).follow(kept, signal);
    expect(keys).toMatch(/ECONNREFUSED.*; those of the last time count, where there are any\.$/);
    expect(login).toMatch(/does not answer as an issuer: .*ECONNREFUSED/);
    expect(providerKeys(kept).map(({ kid }) => kid)).toEqual(["old"]);
  });

  test("that calls itself another is none that anybody could sign in at", async () => {
    const issuer = await issuing(() => "https://other.example.org");
    const { login } = await opened("", issuer).follow(certificatesInMemory().files, signal);
    expect(login).toContain("it calls itself https://other.example.org");
  });

  test.each([
    ["a secret that is empty", { ...files, clientSecretFile: "empty" }, "is empty"],
    ["an authority that is none", { ...files, authorityFile: "secret" }, "has no certificate in PEM"],
    ["a folder", { ...files, clientSecretFile: "." }, "cannot be read"],
  ])("is not used with %s, which matters to nobody who does not ask it", (_, names, words) => {
    expect(() => opened("", "https://login.example.org", names).texts()).toThrow(words);
    expect(opened("", "", names).texts()).toEqual({ clientSecret: undefined, authority: undefined });
  });
});
