import { X509Certificate } from "node:crypto";
import { describe, expect, test } from "vitest";
import { certs } from "../../../src/commands/certs/certs.ts";
import { exportFiles } from "../../../src/commands/certs/export.ts";
import { issue } from "../../../src/commands/certs/issue.ts";
import { list } from "../../../src/commands/certs/list.ts";
import { renew } from "../../../src/commands/certs/renew.ts";
import { revoke } from "../../../src/commands/certs/revoke.ts";
import { ensureCertificates } from "../../../src/pki/ensure-certificates.ts";
import { ensureTokens } from "../../../src/pki/ensure-tokens.ts";
import { certificatesInMemory } from "../../support/certificates-in-memory.ts";
import { failureOf } from "../../support/expect-failure.ts";
import { FakeCluster } from "../../support/fake-cluster.ts";
import { fakeContext, inputOf, runOn } from "../../support/fake-context.ts";
import { fakeFiles } from "../../support/fake-files.ts";

const secured = { TEMPORAL_SECURITY: "tls" };

/** A secured cluster that has been started. */
async function started() {
  const made = certificatesInMemory();
  const context = fakeContext(new FakeCluster(secured), { certificates: made.files });
  await ensureCertificates(made.files, context.clock.now());
  return { ...made, context };
}

describe("a certificate for an application", () => {
  test("is signed for clients, in files of its owner alone, and the variables name them", async () => {
    const { texts, readers, context } = await started();
    const { data, text } = await runOn(issue, context, inputOf({ days: "7" }, { name: "media-planner" }));
    const made = new X509Certificate(texts.get("issued/media-planner/client.pem") ?? "");
    const authority = new X509Certificate(texts.get("authority/clients.pem") ?? "");
    expect(made.verify(authority.publicKey)).toBe(true);
    expect(made.subject).toBe("CN=media-planner");
    expect(Date.parse(made.validTo) - context.clock.now()).toBe(7 * 86_400_000);
    expect(texts.get("issued/media-planner/ca.pem")).toBe(texts.get("mounted/server/cluster-ca.pem"));
    expect([...readers].filter(([path]) => path.startsWith("issued/")).map(([, reader]) => reader)).toEqual(
      Array(2).fill("owner"),
    );
    expect(data).toMatchObject({
      variables: {
        TEMPORAL_ADDRESS: "127.0.0.1:7233",
        TEMPORAL_TLS_CLIENT_KEY_PATH: "/state/certificates/issued/media-planner/client.pem",
      },
    });
    expect(text).not.toContain("PRIVATE KEY");
  });

  test("of the same name takes the place of the one before", async () => {
    const { texts, context } = await started();
    await runOn(issue, context, inputOf({}, { name: "ci" }));
    const before = texts.get("issued/ci/client.pem");
    await runOn(issue, context, inputOf({}, { name: "ci" }));
    expect(texts.get("issued/ci/client.pem")).not.toBe(before);
    const { data } = await runOn(list, context);
    expect((data as { certificates: readonly { name: string }[] }).certificates.map(({ name }) => name)).toEqual([
      ...["temporal-start cluster", "temporal-start clients", "temporal-start inner clients"],
      ...[
        "temporal-server",
        "temporal-server",
        "temporal-internode",
        "temporal-postgres",
        "temporal-gateway",
        "temporal-web",
        "temporal-cli",
        "temporal-start",
        "ci",
      ],
    ]);
  });

  test.each([
    ["the cluster is not secured", {}, "NOT_SECURED"],
    ["there is no authority to sign it", secured, "CERTIFICATES_MISSING"],
  ])("is none where %s", async (_, settings, code) => {
    const { files, texts } = certificatesInMemory();
    const context = fakeContext(new FakeCluster(settings), { certificates: files });
    const { facts, exitCode } = await failureOf(() => runOn(issue, context, inputOf({}, { name: "ci" })));
    expect({ code: facts.code, exitCode, made: texts.size }).toEqual({ code, exitCode: 6, made: 0 });
  });

  test.each([
    ["a name that leaves the folder", "../x", undefined],
    ["no name", "", undefined],
    ["no whole number of days", "ci", "1.5"],
    ["too many days", "ci", "826"],
  ])("with %s is refused", async (_, name, days) => {
    const { files, texts, context } = await started();
    const input = inputOf(days === undefined ? {} : { days }, { name });
    const { exitCode } = await failureOf(() => runOn(issue, context, input));
    expect({ exitCode, issued: files.names("issued") }).toEqual({ exitCode: 2, issued: [] });
    expect(texts.size).toBeGreaterThan(0);
  });
});

test("without any, the list says what makes them", async () => {
  const context = fakeContext(new FakeCluster());
  expect((await runOn(list, context)).text).toContain("TEMPORAL_SECURITY=tls");
  expect(certs.subcommands).toHaveLength(5);
});

describe("certs revoke", () => {
  test("takes the certificate of an application back", async () => {
    const { files, context } = await started();
    await runOn(issue, context, inputOf({}, { name: "ci" }));
    const { data } = await runOn(revoke, context, inputOf({}, { name: "ci" }));
    expect(data).toEqual({ name: "ci" });
    expect(files.names("issued")).toEqual([]);
  });

  test.each([
    ["of nobody", "nobody", "CERTIFICATE_UNKNOWN"],
    ["that leads out of the folder", "..", "USAGE"],
    ["that is empty", "", "USAGE"],
  ])("of a name %s changes nothing", async (_, name, code) => {
    const { texts, context } = await started();
    const before = new Map(texts);
    const { facts, exitCode } = await failureOf(() => runOn(revoke, context, inputOf({}, { name })));
    expect({ code: facts.code, exitCode, texts }).toEqual({ code, exitCode: 2, texts: before });
  });
});

describe("certs renew", () => {
  test("replaces what is of the cluster, and neither authorities nor what is of applications", async () => {
    const { texts, context } = await started();
    await runOn(issue, context, inputOf({}, { name: "ci" }));
    const before = new Map(texts);
    const { data } = await runOn(renew, context);
    const changed = [...texts].filter(([path, text]) => before.get(path) !== text).map(([path]) => path);
    expect(changed.toSorted()).toEqual([
      "host/client.pem",
      ...[
        "cli/client.pem",
        "gateway/client.pem",
        "gateway/gateway.pem",
        "postgres/server.pem",
        "server/frontend.pem",
        "server/internode.pem",
        "web/client.pem",
      ].map((path) => `mounted/${path}`),
    ]);
    expect(data).toEqual({ certificates: 8, tokens: false });
  });

  test("replaces the tokens of the cluster where there are any", async () => {
    const made = certificatesInMemory();
    const context = fakeContext(new FakeCluster({ TEMPORAL_SECURITY: "full" }), { certificates: made.files });
    await ensureCertificates(made.files, context.clock.now());
    await ensureTokens(made.files, context.clock.now());
    const before = made.texts.get("tokens/temporal-start/token.jwt");
    expect((await runOn(renew, context)).data).toMatchObject({ tokens: true });
    expect(made.texts.get("tokens/temporal-start/token.jwt")).not.toBe(before);
  });

  test("makes none for a cluster that was never started", async () => {
    const { files, texts } = certificatesInMemory();
    const context = fakeContext(new FakeCluster(secured), { certificates: files });
    const { facts } = await failureOf(() => runOn(renew, context));
    expect({ code: facts.code, made: texts.size }).toEqual({ code: "CERTIFICATES_MISSING", made: 0 });
  });
});

describe("certs export", () => {
  async function exported(flags: object, there: Readonly<Record<string, string>> = {}) {
    const { context } = await started();
    await runOn(issue, context, inputOf({}, { name: "shop" }));
    const files = fakeFiles(there);
    const result = () => runOn(exportFiles, { ...context, files: async () => files }, inputOf(flags, { name: "shop" }));
    return { files, result };
  }

  test("writes all that another machine needs, for its owner alone, and shows nothing of it", async () => {
    const { files, result } = await exported({ output: "out", at: "/etc/it's temporal" });
    const { text, data } = await result();
    expect([...files.written].map(([path, { mode }]) => [path, mode])).toEqual(
      ["ca.pem", "client.pem", "client.env"].map((name) => [`/work here/out/${name}`, 0o600]),
    );
    const env = String(files.written.get("/work here/out/client.env")?.content);
    expect(env).toContain("export TEMPORAL_TLS_CLIENT_CERT_PATH='/etc/it'\\''s temporal/client.pem'");
    expect(String(files.written.get("/work here/out/client.pem")?.content)).toContain("PRIVATE KEY");
    expect(`${text}${JSON.stringify(data)}`).not.toContain("PRIVATE KEY");
  });

  test("replaces nothing, and writes nothing beside what is there", async () => {
    const { files, result } = await exported({}, { "/work here/shop/client.env": "mine" });
    const { facts } = await failureOf(result);
    expect({ code: facts.code, written: files.written.size }).toEqual({ code: "FILE_EXISTS", written: 0 });
  });

  test("of one that was never issued says what issues it", async () => {
    const { context } = await started();
    const { facts } = await failureOf(() => runOn(exportFiles, context, inputOf({}, { name: "shop" })));
    expect(facts).toMatchObject({ code: "CERTIFICATE_UNKNOWN", hint: "temporal-start certs issue shop" });
  });
});
