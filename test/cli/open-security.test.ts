import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { asUnasked, openSecurity, withEnding } from "../../src/cli/open-security.ts";
import { TemporalStartError } from "../../src/errors.ts";
import { failureOf } from "../support/expect-failure.ts";
import { testSettings } from "../support/settings.ts";

const dayMs = 86_400_000;
const nowMs = Date.now();
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "temporal-start-security-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const secured = () => openSecurity(testSettings({ TEMPORAL_SECURITY: "tls" }), folder);
const modeOf = (path: string): number => statSync(join(folder, "certificates", path)).mode & 0o777;

describe("an instance without security", () => {
  test("has nothing to show and makes nothing", async () => {
    const off = openSecurity(testSettings(), folder);
    await off.ensure(false, nowMs);
    expect([off.mounted, await off.identity(), await off.ending(nowMs)]).toEqual([undefined, undefined, []]);
    expect((await off.files()).names("authority")).toEqual([]);
  });
});

describe("a secured instance", () => {
  test("keeps what is secret from everybody else, whatever the umask", async () => {
    const before = process.umask(0);
    try {
      await secured().ensure(false, nowMs);
    } finally {
      process.umask(before);
    }
    expect(modeOf("")).toBe(0o700);
    for (const path of ["authority/cluster.pem", "authority/clients.pem", "host/client.pem"])
      expect(modeOf(path), path).toBe(0o600);
  });

  test("lets any user of a container read what it mounts, whatever the umask", async () => {
    const before = process.umask(0o077);
    try {
      await secured().ensure(false, nowMs);
    } finally {
      process.umask(before);
    }
    for (const path of ["mounted/server", "mounted/web", "mounted/cli"]) expect(modeOf(path), path).toBe(0o755);
    for (const path of ["mounted/server/frontend.pem", "mounted/web/ca.pem"]) expect(modeOf(path), path).toBe(0o644);
    expect(modeOf("")).toBe(0o700);
  });

  test("shows its certificate once it has one", async () => {
    expect((await failureOf(() => secured().identity())).facts.code).toBe("CERTIFICATES_MISSING");
    await secured().ensure(false, nowMs);
    const pem = readFileSync(join(folder, "certificates", "mounted/server/cluster-ca.pem"), "utf8");
    expect((await secured().identity())?.authority).toBe(pem);
  });

  test("makes no other authority for containers that have certificates of one", async () => {
    expect((await failureOf(() => secured().ensure(true, nowMs))).facts.code).toBe("CERTIFICATES_MISSING");
    expect((await secured().files()).names("authority")).toEqual([]);
    await secured().ensure(false, nowMs);
    await secured().ensure(true, nowMs);
  });

  test("tells of certificates two weeks before they end", async () => {
    await secured().ensure(false, nowMs);
    expect(await secured().ending(nowMs + 75 * dayMs)).toEqual([]);
    expect((await secured().ending(nowMs + 77 * dayMs)).map(({ name }) => name)).toContain("temporal-server");
  });

  test("forgets all of them", async () => {
    await secured().ensure(false, nowMs);
    secured().forget();
    expect((await secured().files()).names("authority")).toEqual([]);
  });
});

describe("what the server answered", () => {
  const serving = { serving: true, serverVersion: "1.22.0" } as const;
  const gone = { serving: false, code: "UNAVAILABLE", message: "Connection dropped" } as const;
  const soon = [{ name: "shop", isOurs: false, endsMs: nowMs + dayMs }];
  const ended = [{ name: "temporal-start", isOurs: true, endsMs: nowMs - dayMs }];

  test("is told together with what is about to end", () => {
    expect(withEnding(serving, [], nowMs)).toBe(serving);
    expect(withEnding(serving, soon, nowMs)).toEqual({ ...serving, ending: soon });
    expect(withEnding(gone, soon, nowMs)).toBe(gone);
    const ofApplication = [{ name: "ci", isOurs: false, endsMs: nowMs - dayMs }];
    expect(withEnding(gone, ofApplication, nowMs)).toBe(gone);
    expect(withEnding(gone, ended, nowMs)).toMatchObject({
      code: "CERTIFICATES_END",
      message: expect.stringContaining("temporal-start start makes new ones") as string,
    });
  });

  test("is why it could not be asked, where this program has nothing to show", () => {
    const facts = { code: "CERTIFICATES_MISSING", category: "preflight", message: "None.", hint: "x" } as const;
    expect(asUnasked(new TemporalStartError(facts))).toEqual({
      serving: false,
      code: "CERTIFICATES_MISSING",
      message: "None.",
    });
    expect(() => asUnasked(new Error("a bug"))).toThrow("a bug");
  });
});
