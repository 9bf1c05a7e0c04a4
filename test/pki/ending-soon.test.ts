import { expect, test } from "vitest";
import { endingSoon } from "../../src/pki/ending-soon.ts";
import { ensureCertificates } from "../../src/pki/ensure-certificates.ts";
import { ensureTokens } from "../../src/pki/ensure-tokens.ts";
import { issueClient } from "../../src/pki/issue-client.ts";
import { issueToken } from "../../src/pki/keep-tokens.ts";
import { certificatesInMemory } from "../support/certificates-in-memory.ts";

const dayMs = 86_400_000;
const nowMs = Date.parse("2026-11-30T12:00:00Z");

async function started() {
  const { files } = certificatesInMemory();
  await ensureCertificates(files, nowMs);
  await ensureTokens(files, nowMs);
  const namesAt = (days: number, hasTokens = true): readonly string[] =>
    endingSoon(files, nowMs + days * dayMs, hasTokens).map(({ name }) => name);
  return { files, namesAt };
}

test("those of the cluster are told two weeks before they end, and after", async () => {
  const { namesAt } = await started();
  expect(namesAt(75)).toEqual([]);
  expect(namesAt(77)).toEqual(expect.arrayContaining(["temporal-internode", "token temporal-start"]));
  expect(namesAt(200)).toEqual(expect.arrayContaining(["temporal-internode", "token temporal-start"]));
  expect(namesAt(77, false).filter((name) => name.startsWith("token"))).toEqual([]);
});

test("those of applications are told in the last third of a short time, and not once they have ended", async () => {
  const { files, namesAt } = await started();
  await issueClient(files, { name: "ci", days: 7 }, nowMs);
  await issueToken(files, { name: "shop", role: "reader", namespaces: ["shop"], lastsSeconds: 6 * 86_400 }, nowMs);
  expect(namesAt(0)).toEqual([]);
  expect(namesAt(3)).toEqual([]);
  expect(namesAt(5)).toEqual(["ci", "token shop"]);
  expect(namesAt(8)).toEqual([]);
});
