import { compare } from "bcryptjs";
import { describe, expect, test } from "vitest";
import { create } from "../../../src/commands/token/create.ts";
import { list } from "../../../src/commands/token/list.ts";
import { revoke } from "../../../src/commands/token/revoke.ts";
import { ensureCertificates } from "../../../src/pki/ensure-certificates.ts";
import { ensureTokens } from "../../../src/pki/ensure-tokens.ts";
import { certificatesInMemory } from "../../support/certificates-in-memory.ts";
import { failureOf } from "../../support/expect-failure.ts";
import { FakeCluster } from "../../support/fake-cluster.ts";
import { fakeContext, inputOf, runOn } from "../../support/fake-context.ts";

async function started(security = "full", settings: Readonly<Record<string, string>> = {}) {
  const made = certificatesInMemory();
  const cluster = new FakeCluster({ TEMPORAL_SECURITY: security, ...settings });
  const context = fakeContext(cluster, { certificates: made.files });
  await ensureCertificates(made.files, context.clock.now());
  await ensureTokens(made.files, context.clock.now());
  return { ...made, context };
}

type Context = ReturnType<typeof fakeContext>;
const writer = { role: "writer", namespace: "shop" };

describe("token create", () => {
  test("tells where the token is, and does not show it", async () => {
    const { texts, context } = await started();
    const { data, text } = await runOn(create, context, inputOf({ ...writer, ttl: "8h" }, { name: "shop" }));
    expect(data).toEqual({
      ...{ name: "shop", role: "writer", namespaces: ["shop"] },
      endsAt: new Date(context.clock.now() + 8 * 3_600_000).toISOString(),
      path: "/state/certificates/tokens/shop/token.jwt",
      ...{ seesPage: false, password: null },
    });
    const token = (texts.get("tokens/shop/token.jwt") ?? "").trim();
    expect(token).toMatch(/^eyJ/);
    expect(`${text}${JSON.stringify(data)}`).not.toContain(token.slice(0, 20));
  });

  test("for a person makes a password, shows it once, and keeps its hash", async () => {
    const { texts, context } = await started();
    const { data, text } = await runOn(create, context, inputOf({ ...writer, login: true }, { name: "ada" }));
    const { password, seesPage } = data as { readonly password: string; readonly seesPage: boolean };
    expect(seesPage).toBe(true);
    expect(password).toMatch(/^[\w-]{20}$/);
    expect(text).toContain(password);
    expect([...texts.values()].filter((one) => one.includes(password))).toEqual([]);
    expect(await compare(password, (texts.get("tokens/ada/password") ?? "").trim())).toBe(true);
    const token = (texts.get("tokens/ada/token.jwt") ?? "").trim();
    expect(texts.get("mounted/gateway/users.conf")).toBe(`"\\\\ada" "Bearer ${token}";\n`);
    expect(texts.get("mounted/login/users")).toMatch(/^\.nobody:\$2b\$.*\nada:\$2b\$.*\n$/);
    // The next one of this name is for an application.
    await runOn(create, context, inputOf(writer, { name: "ada" }));
    expect(texts.get("mounted/gateway/users.conf")).toBe("");
  });

  test("for a person who signs in at a provider makes none, and takes none", async () => {
    const { texts, context } = await started("full", { TEMPORAL_OIDC_ISSUER: "https://login.example.org" });
    const name = "Ada@example.org";
    const { data, text } = await runOn(create, context, inputOf({ ...writer, login: true }, { name }));
    expect(data).toMatchObject({ seesPage: true, password: null });
    expect(text).toContain("may sign in to the page at https://login.example.org");
    expect(texts.get("mounted/gateway/users.conf")).toBe("");
    expect(texts.get("mounted/gateway/provided-users.conf")).toContain(`"\\\\${name}" "Bearer ey`);
    expect(texts.get("mounted/login/provided-users")).toBe(`${name}\n`);
    const { facts } = await failureOf(() =>
      runOn(create, context, inputOf({ ...writer, passwordFile: "secret" }, { name: "ben" })),
    );
    expect(facts).toMatchObject({ code: "USAGE", hint: "Leave --password-file out." });
    expect([...texts.keys()].filter((path) => path.startsWith("tokens/ben"))).toEqual([]);
  });

  test("of a name that another one has in capital letters is refused: the gateway tells the two not apart", async () => {
    const { texts, context } = await started();
    await runOn(create, context, inputOf(writer, { name: "ada" }));
    const before = new Map(texts);
    const { facts } = await failureOf(() => runOn(create, context, inputOf(writer, { name: "Ada" })));
    expect(facts).toMatchObject({ code: "USAGE", message: "There is a token of ada already." });
    expect(texts).toEqual(before);
  });

  test.each([
    ["is not there", undefined, "There is no file secret."],
    ["is short", "eleven char", "The password in secret has less than 12 characters, or more than 72 bytes."],
    [
      "is longer than what is looked at",
      "a".repeat(73),
      "The password in secret has less than 12 characters, or more than 72 bytes.",
    ],
    ["has several lines", "first line here\nsecond", "secret has several lines; a password is one."],
  ])("with a password whose file %s makes nothing", async (_, content, message) => {
    const { files, context } = await started();
    const withFile = { ...context, files: async () => ({ ...(await context.files()), read: async () => content }) };
    const input = inputOf({ ...writer, passwordFile: "secret" }, { name: "ada" });
    const { facts, exitCode } = await failureOf(() => runOn(create, withFile, input));
    expect({ message: facts.message, exitCode }).toEqual({ message, exitCode: 2 });
    expect(files.names("tokens")).not.toContain("ada");
  });

  test.each([
    ["no role", { namespace: "shop" }, "A token needs a role."],
    ["a role that is none", { ...writer, role: "owner" }, "--role owner is none."],
    ["no namespace", { role: "reader" }, "A token needs a namespace."],
    ["a namespace that cannot be", { ...writer, namespace: "shop,a:b" }, '"a:b" is no namespace.'],
    ["the server's own namespace", { ...writer, namespace: "temporal-system" }, '"temporal-system" is no namespace.'],
    [
      "some namespaces and all",
      { ...writer, allNamespaces: true },
      "--namespace and --all-namespaces exclude each other.",
    ],
    ["no end", { ...writer, ttl: "0" }, "--ttl 0 is no duration from 1m to 825d."],
    ["an end that is too far", { ...writer, ttl: "900d" }, "--ttl 900d is no duration from 1m to 825d."],
  ])("with %s is refused", async (_, flags, message) => {
    const { files, context } = await started();
    const { facts, exitCode } = await failureOf(() => runOn(create, context, inputOf(flags, { name: "shop" })));
    expect({ message: facts.message, exitCode }).toEqual({ message, exitCode: 2 });
    expect(files.names("tokens")).not.toContain("shop");
  });

  test.each(["../x", "", "temporal-start", "temporal-web"])("of the name %j is refused", async (name) => {
    const { texts, context } = await started();
    const before = new Map(texts);
    const { exitCode } = await failureOf(() => runOn(create, context, inputOf(writer, { name })));
    expect({ exitCode, texts }).toEqual({ exitCode: 2, texts: before });
  });
});

test("token list tells all that the server takes", async () => {
  const { context } = await started();
  await runOn(create, context, inputOf({ role: "reader", allNamespaces: true, ttl: "1d" }, { name: "ada" }));
  const { data, text } = await runOn(list, context);
  expect(data).toMatchObject({
    tokens: expect.arrayContaining([expect.objectContaining({ name: "ada", daysLeft: 1 })]) as unknown,
  });
  expect(text).toMatch(/^ada +reader +all /m);
});

describe("token revoke", () => {
  test("takes one back", async () => {
    const { files, context } = await started();
    await runOn(create, context, inputOf(writer, { name: "shop" }));
    await runOn(revoke, context, inputOf({}, { name: "shop" }));
    expect(files.names("tokens")).toEqual(["temporal-cli", "temporal-start", "temporal-web"]);
  });

  test.each([
    ["nobody", "TOKEN_UNKNOWN"],
    ["temporal-start", "USAGE"],
    ["", "USAGE"],
    ["..", "USAGE"],
    ["../..", "USAGE"],
    ["./temporal-start", "USAGE"],
  ])("of %j is refused", async (name, code) => {
    const { texts, context } = await started();
    const before = new Map(texts);
    const { facts } = await failureOf(() => runOn(revoke, context, inputOf({}, { name })));
    expect({ code: facts.code, texts }).toEqual({ code, texts: before });
  });
});

test.each([
  ["create", (context: Context) => runOn(create, context, inputOf(writer, { name: "shop" }))],
  ["list", (context: Context) => runOn(list, context)],
  ["revoke", (context: Context) => runOn(revoke, context, inputOf({}, { name: "shop" }))],
])("token %s is of no use where nobody is asked for one", async (_, run) => {
  const { context } = await started("tls");
  const { facts } = await failureOf(() => run(context));
  expect(facts).toMatchObject({
    code: "NOT_SECURED",
    hint: expect.stringContaining("TEMPORAL_SECURITY=full") as string,
  });
});

test.each([
  ["create", (context: Context) => runOn(create, context, inputOf(writer, { name: "shop" }))],
  ["revoke", (context: Context) => runOn(revoke, context, inputOf({}, { name: "shop" }))],
])("token %s says so where no cluster was started that would know one", async (_, run) => {
  const { files, texts } = certificatesInMemory();
  const context = fakeContext(new FakeCluster({ TEMPORAL_SECURITY: "full" }), { certificates: files });
  const { facts } = await failureOf(() => run(context));
  expect({ code: facts.code, made: texts.size }).toEqual({ code: "CERTIFICATES_MISSING", made: 0 });
});
