import type { RequestListener } from "node:http";
import { createServer } from "node:https";
import { beforeAll, describe, expect, test } from "vitest";
import { fetchText } from "../../src/host/fetch-text.ts";
import type { Identity } from "../../src/interfaces/certificates.ts";
import { createAuthority, issueLeaf } from "../../src/pki/authority.ts";
import { listenOnPort } from "../support/listen.ts";

let authority: Identity;
let leaf: Identity;
const signal = new AbortController().signal;
const limits = { timeoutMs: 5_000, mostBytes: 1_000, signal };

beforeAll(async () => {
  const nowMs = Date.now();
  authority = await createAuthority("provider", nowMs);
  leaf = await issueLeaf(authority, { commonName: "p", usages: ["server"], names: ["127.0.0.1"], days: 1 }, nowMs);
});

async function served(answer: RequestListener): Promise<string> {
  const port = await listenOnPort(createServer({ cert: leaf.certificate, key: leaf.key }, answer));
  return `https://127.0.0.1:${String(port)}/keys`;
}

describe("a text of somebody else", () => {
  test("is had from who is believed", async () => {
    const url = await served((_, response) => response.end("text"));
    expect(await fetchText(url, { ...limits, authority: authority.certificate })).toBe("text");
    await expect(fetchText(url, limits)).rejects.toThrow(/certificate/);
  });

  test.each([
    ["an answer that leads elsewhere", 302],
    ["a page that is not there", 404],
    ["a failure", 500],
  ])("is not %s", async (_, status) => {
    const url = await served((_request, response) => response.writeHead(status, { location: "/other" }).end("text"));
    const asked = fetchText(url, { ...limits, authority: authority.certificate });
    await expect(asked).rejects.toThrow(`answered ${String(status)}`);
  });

  test("is not taken when it is too long, takes too long, or nobody wants it any more", async () => {
    const ask = (url: string, more: object) => fetchText(url, { ...limits, authority: authority.certificate, ...more });
    const long = await served((_, response) => response.end("a".repeat(1_001)));
    await expect(ask(long, {})).rejects.toThrow("sent more than 1000 bytes");
    const silent = await served(() => undefined);
    await expect(ask(silent, { timeoutMs: 50 })).rejects.toThrow();
    await expect(ask(silent, { signal: AbortSignal.abort() })).rejects.toThrow();
  });
});
