import { describe, expect, test } from "vitest";
import { list, secretNames } from "../../../src/commands/secrets/list.ts";
import { rotate } from "../../../src/commands/secrets/rotate.ts";
import { secrets } from "../../../src/commands/secrets/secrets.ts";
import { start } from "../../../src/commands/start/start.ts";
import { ensureCertificates } from "../../../src/pki/ensure-certificates.ts";
import { ensureTokens } from "../../../src/pki/ensure-tokens.ts";
import { failureOf } from "../../support/expect-failure.ts";
import { FakeCluster } from "../../support/fake-cluster.ts";
import { fakeContext, inputOf, runOn } from "../../support/fake-context.ts";
import { fakeFiles } from "../../support/fake-files.ts";

const setting = "POSTGRES_PASSWORD";
const refusal = { ok: false, fault: "wrong-password", message: "It refuses." } as const;
const password = inputOf({}, { name: "postgres-password" });

/** Whose password comes from there, and whose PostgreSQL was made with this one. */
function withPassword(origin: string, has: string, made = has): FakeCluster {
  const cluster = FakeCluster.running({ [setting]: has });
  cluster.settings = { ...cluster.settings, origins: { ...cluster.settings.origins, [setting]: origin } };
  cluster.details.set("temporal-postgres", { environment: { [setting]: made } });
  return cluster;
}

describe("secrets list", () => {
  test("says where each comes from, and of none what it is", async () => {
    const cluster = FakeCluster.running({ TEMPORAL_SECURITY: "full", [setting]: "hunter2-made" });
    const context = fakeContext(cluster);
    await ensureCertificates(cluster.certificates, cluster.clock.now());
    await ensureTokens(cluster.certificates, cluster.clock.now());
    const { data, text } = await runOn(list, context);
    const { secrets: listed } = data as { readonly secrets: readonly { name: string; endsAt: string | null }[] };
    expect(listed.map(({ name, endsAt }) => [name, endsAt !== null])).toEqual([
      ["postgres-password", false],
      ["certificates", true],
      ["authorities", true],
      ["tokens", true],
      ["cookie-secret", false],
    ]);
    const kept = cluster.certificates.read("mounted/login/cookie-secret") ?? "none";
    for (const secret of ["hunter2-made", kept]) expect(`${text}${JSON.stringify(data)}`).not.toContain(secret);
    expect(secrets.subcommands).toHaveLength(2);
  });

  test("says that everybody knows the default", async () => {
    expect((await runOn(list, fakeContext(FakeCluster.running()))).text).toContain("which everybody knows");
  });
});

describe("secrets rotate postgres-password", () => {
  test("makes one, keeps it, and gives it to the role", async () => {
    const cluster = withPassword("kept for this instance", "before");
    const { text, data } = await runOn(rotate, fakeContext(cluster), password);
    const { [setting]: kept } = cluster.keptPorts as unknown as Record<string, string>;
    expect(kept).toMatch(/^[\w-]{20}$/);
    expect(cluster.stores.passwords).toEqual([`temporal ${kept ?? ""}`]);
    expect(`${text}${JSON.stringify(data)}`).not.toContain(kept);
  });

  test("takes the default for one that nobody has written down", async () => {
    const cluster = withPassword("temporal.env:12", "temporal");
    await runOn(rotate, fakeContext(cluster), password);
    expect(cluster.stores.passwords).toHaveLength(1);
    expect(cluster.stores.passwords[0]).not.toBe("temporal temporal");
  });

  test("gives the role the one that was written since, and keeps none", async () => {
    const cluster = withPassword("temporal.env:12", "written", "before");
    cluster.faults.set("temporal-postgres", refusal);
    const { database } = cluster.stores;
    const setPassword = async (...given: Parameters<typeof database.setPassword>): Promise<void> => {
      cluster.faults.delete("temporal-postgres");
      await database.setPassword(...given);
    };
    cluster.stores = { ...cluster.stores, database: { ...database, setPassword } };
    await runOn(rotate, fakeContext(cluster), password);
    expect({ given: cluster.stores.passwords, kept: cluster.keptPorts }).toEqual({
      given: ["temporal written"],
      kept: {},
    });
  });

  test("asks for another one where the one that is written is in use", async () => {
    const cluster = withPassword("temporal.env:12", "written");
    const { facts } = await failureOf(() => runOn(rotate, fakeContext(cluster), password));
    expect(facts).toMatchObject({
      code: "PASSWORD_WRITTEN",
      message: expect.stringContaining("temporal.env:12") as string,
    });
    expect(cluster.stores.passwords).toEqual([]);
  });
});

describe("a rotation", () => {
  const path = "/state/new-password";
  const withNew = (next: string) => fakeFiles({ [path]: next });

  test("that was killed is ended by the next start, whatever the role has by then", async () => {
    const cluster = withPassword("kept for this instance", "before");
    const removed: string[] = [];
    const files = { ...withNew("new-from-before"), remove: async (path: string) => void removed.push(path) };
    await runOn(start, fakeContext(cluster, { files }));
    expect(cluster.stores.passwords).toEqual(["temporal new-from-before"]);
    expect(cluster.keptPorts).toMatchObject({ [setting]: "new-from-before" });
    expect(removed).toEqual([path]);
  });

  test("that was killed is ended by a rotation, too", async () => {
    const cluster = withPassword("kept for this instance", "before");
    await runOn(rotate, fakeContext(cluster, { files: withNew("new-from-before") }), password);
    expect(cluster.stores.passwords).toEqual(["temporal new-from-before"]);
  });

  test("of which nothing is left gives no role anything", async () => {
    const cluster = withPassword("kept for this instance", "new");
    await runOn(start, fakeContext(cluster));
    expect(cluster.stores.passwords).toEqual([]);
  });

  test("of a database without container, or that does not let it in, keeps nothing", async () => {
    const cluster = withPassword("kept for this instance", "before");
    const files = fakeFiles();
    const context = fakeContext(cluster, { files });
    const database = () => Promise.reject(new Error("no entry in pg_hba.conf"));
    const stores = async () => ({ ...(await context.stores()), database });
    const { facts } = await failureOf(() => runOn(rotate, { ...context, stores }, password));
    expect({ code: facts.code, kept: cluster.keptPorts, written: files.written.size }).toEqual({
      code: "SERVICE_FAILED",
      kept: {},
      written: 0,
    });
    cluster.containers.delete("temporal-postgres");
    const gone = await failureOf(() => runOn(rotate, context, password));
    expect({ code: gone.facts.code, kept: cluster.keptPorts, written: files.written.size }).toEqual({
      code: "SERVICE_STOPPED",
      kept: {},
      written: 0,
    });
  });
});

test("secrets rotate cookie-secret is for a page with a login", async () => {
  const cluster = FakeCluster.running();
  const cookie = inputOf({}, { name: "cookie-secret" });
  expect((await failureOf(() => runOn(rotate, fakeContext(cluster), cookie))).facts.code).toBe("NOT_SECURED");
  expect(secretNames).toContain("cookie-secret");
});
