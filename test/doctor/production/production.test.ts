import { describe, expect, test } from "vitest";
import { interpretBackups } from "../../../src/doctor/production/backups.ts";
import { productionChecks } from "../../../src/doctor/production/index.ts";
import { interpretPage } from "../../../src/doctor/production/page.ts";
import { interpretPassword } from "../../../src/doctor/production/passwords.ts";
import { interpretStores } from "../../../src/doctor/production/stores.ts";
import { interpretTransport } from "../../../src/doctor/production/transport.ts";
import { testSettings } from "../../support/settings.ts";

const settingsOf = (flags: Readonly<Record<string, string>>) => testSettings(flags).values;

test("no start is held up by what production needs", () => {
  expect(new Set(productionChecks.map(({ starts }) => starts))).toEqual(new Set(["none"]));
  expect(new Set(productionChecks.map(({ group }) => group))).toEqual(new Set(["production"]));
});

test.each([
  ["the default", {}, "failure"],
  ["one of its own", { POSTGRES_PASSWORD: "aLq0-3bW_own-one" }, "ok"],
])("PostgreSQL with %s", (_, flags, state) => {
  expect(interpretPassword(settingsOf(flags)).state).toBe(state);
});

test.each([
  ["off", "failure"],
  ["tls", "warning"],
  ["full", "ok"],
])("a server with TEMPORAL_SECURITY=%s is %s", (security, state) => {
  expect(interpretTransport(settingsOf({ TEMPORAL_SECURITY: security })).state).toBe(state);
});

describe("the page", () => {
  test.each([
    ["as it is shipped", {}, ["failure", "failure"]],
    ["that pages in HTTPS call", { TEMPORAL_CORS_ORIGINS: "https://app.example.org" }, ["failure", "ok"]],
    ["that plain pages call", { TEMPORAL_CORS_ORIGINS: "http://localhost:3001" }, ["failure", "failure"]],
    ["that pages of any host call", { TEMPORAL_CORS_ORIGINS: "https://*.example.org" }, ["failure", "failure"]],
    ["with TLS alone", { TEMPORAL_SECURITY: "tls" }, ["failure", "ok"]],
    ["with a login", { TEMPORAL_SECURITY: "full" }, ["ok", "ok"]],
  ])("%s", (_, flags, states) => {
    expect(interpretPage(settingsOf(flags)).map(({ state }) => state)).toEqual(states);
  });
});

describe("stores", () => {
  const look = (flags: Readonly<Record<string, string>>) => {
    const { values, topology } = testSettings(flags);
    return interpretStores(values, topology).map(({ subject, state }) => [subject, state]);
  };
  test("on the loopback address are as safe as this machine, and Elasticsearch asks for no password", () => {
    expect(look({})).toEqual([
      ["PostgreSQL", "ok"],
      ["Elasticsearch", "warning"],
    ]);
  });
  test("of a secured cluster are reached by its server alone", () => {
    expect(look({ TEMPORAL_SECURITY: "tls" })).toEqual([
      ["PostgreSQL", "ok"],
      ["Elasticsearch", "ok"],
    ]);
  });
  test("on another address are reached by others", () => {
    expect(look({ POSTGRES_BIND_ADDRESS: "0.0.0.0" })).toEqual([
      ["PostgreSQL", "failure"],
      ["Elasticsearch", "warning"],
    ]);
  });
});

describe("backups", () => {
  const nowMs = Date.parse("2026-11-30T12:00:00Z");
  const last = (createdAt: string) => ({ path: "/backups/a.backup.tar", createdAt }) as never;
  test.each([
    ["none", undefined, true, "failure"],
    ["one of this night", last("2026-11-30T02:00:00Z"), true, "ok"],
    ["one of the day before yesterday", last("2026-11-28T02:00:00Z"), true, "failure"],
    ["one that is gone", last("2026-11-30T02:00:00Z"), false, "failure"],
  ])("%s", (_, backup, isThere, state) => {
    expect(interpretBackups({ read: () => backup, isThere: () => isThere }, nowMs).state).toBe(state);
  });
});
