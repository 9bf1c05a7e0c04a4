import { describe, expect, test } from "vitest";
import { issue } from "../../../src/commands/certs/issue.ts";
import { connect } from "../../../src/commands/connect/connect.ts";
import { create } from "../../../src/commands/token/create.ts";
import { ensureCertificates } from "../../../src/pki/ensure-certificates.ts";
import { certificatesInMemory } from "../../support/certificates-in-memory.ts";
import { failureOf } from "../../support/expect-failure.ts";
import { FakeCluster } from "../../support/fake-cluster.ts";
import { fakeContext, inputOf, runOn } from "../../support/fake-context.ts";

async function started(security: string, ...given: readonly ("certificate" | "token")[]) {
  const made = certificatesInMemory();
  const context = fakeContext(FakeCluster.running({ TEMPORAL_SECURITY: security }), { certificates: made.files });
  if (security === "off") return { ...made, context };
  await ensureCertificates(made.files, context.clock.now());
  if (given.includes("certificate")) await runOn(issue, context, inputOf({}, { name: "shop" }));
  if (given.includes("token"))
    await runOn(create, context, inputOf({ role: "worker", namespace: "shop" }, { name: "shop" }));
  return { ...made, context };
}

const folder = "/state/certificates";

describe("what a client needs", () => {
  test("of a cluster that is open is an address and a namespace", async () => {
    const { context } = await started("off");
    const { text, data } = await runOn(connect, context);
    expect(text).toBe("export TEMPORAL_ADDRESS='127.0.0.1:7233'\nexport TEMPORAL_NAMESPACE='default'\n");
    expect(data).toMatchObject({ tls: null, token: null });
  });

  test.each([
    ["python", 'Path("/state/certificates/tokens/shop/token.jwt").read_text()'],
    ["typescript", 'readFileSync("/state/certificates/tokens/shop/token.jwt", "utf8")'],
    ["go", 'os.ReadFile("/state/certificates/tokens/shop/token.jwt")'],
    ["env", "TEMPORAL_API_KEY=\"$(cat '/state/certificates/tokens/shop/token.jwt')\""],
  ])("of a secured one is where its certificate and token are, in %s, and neither of them", async (lang, reading) => {
    const { texts, context } = await started("full", "certificate", "token");
    const { text } = await runOn(connect, context, inputOf({ lang, as: "shop", namespace: "shop" }));
    expect(text).toContain(reading);
    expect(text).toContain(`${folder}/issued/shop/client.pem`);
    expect(text).toContain("temporal-server");
    const token = (texts.get("tokens/shop/token.jwt") ?? "").trim();
    expect(text).not.toContain(token);
    expect(text).not.toContain("PRIVATE KEY");
  });

  test("has no token where nobody asks for one", async () => {
    const { context } = await started("tls", "certificate");
    const { text, data } = await runOn(connect, context, inputOf({ lang: "python", as: "shop" }));
    expect(text).not.toContain("api_key");
    expect(data).toMatchObject({ token: null, tls: { pair: `${folder}/issued/shop/client.pem` } });
  });
});

test.each([
  ["nobody is named", "tls", {}, [], "USAGE", "certs list"],
  ["the name leads elsewhere", "tls", { as: "../x" }, [], "USAGE", "Letters"],
  ["there is no certificate", "tls", { as: "shop" }, [], "CREDENTIAL_MISSING", "temporal-start certs issue shop"],
  [
    "there is no token",
    "full",
    { as: "shop" },
    ["certificate"],
    "CREDENTIAL_MISSING",
    "temporal-start token create shop",
  ],
  ["the language is not known", "off", { lang: "cobol" }, [], "USAGE", "env, python, typescript"],
] as const)("where %s it tells what to do", async (_, security, flags, given, code, hint) => {
  const { context } = await started(security, ...given);
  const { facts } = await failureOf(() => runOn(connect, context, inputOf(flags)));
  expect(facts.code).toBe(code);
  expect(facts.hint).toContain(hint);
});
