// cspell:ignore ünïcode
import { describe, expect, test } from "vitest";
import { settingsShape } from "../../../src/cluster/services/index.ts";
import { schemaOfKind } from "../../../src/cluster/settings/schema.ts";
import type { SettingKind } from "../../../src/cluster/settings/setting.ts";

interface Kind {
  readonly accepted: readonly string[];
  readonly refused: readonly string[];
}

const long = (length: number): string => "a".repeat(length);
const names = { accepted: ["a", "A_b.c-1", long(200)], refused: ["", "-a", ".a", "a b", "ä", "a/b", long(201)] };

const kinds: Readonly<Record<SettingKind, Kind>> = {
  name: {
    accepted: ["a", "a_b.c-1", long(200)],
    refused: ["", "-a", ".a", "_a", "a b", "ä", "a/b", "temporal_visibility_v1_Dev", long(201)],
  },
  namespace: names,
  instance: { accepted: ["", "a", "ci-7", long(30)], refused: ["A", "-a", "a-", "a_b", "a.b", long(31)] },
  databaseName: {
    accepted: ["temporal", "_a1", long(51)],
    refused: ["", "1a", "A", "a-b", 'a"b', "a b", long(52), "pg_a", "template1", "public", "none"],
  },
  secret: {
    accepted: ["x", "pa$$word", "a#b'c", "ünïcode", "${HOME}"],
    refused: ["", "a b", 'a"b', "a\\b", "a\nb", "a\u0000b"],
  },
  port: { accepted: ["1", "7233", "65535"], refused: ["", "0", "65536", "-1", "80.5", "0x50", "http", "1e3", " 80"] },
  bindAddress: { accepted: ["127.0.0.1", "0.0.0.0", "::1"], refused: ["", "localhost", "127.0.0", "256.0.0.1"] },
  hostPort: {
    accepted: ["temporal-server:7233", "10.0.0.1:1", "[::1]:7233"],
    refused: ["", "temporal-server", ":7233", "host:", "http://host:1", "a b:1", "host:123456"],
  },
  origins: {
    accepted: [
      "http://localhost:3000",
      "http://localhost:3000,https://lovable.dev",
      "http://[::1]:80",
      "https://*.example.org",
      "http://*.localhost:3000",
    ],
    refused: [
      "",
      "*",
      "http://*",
      "http://*.",
      "http://*:80",
      "http://a*.example.org",
      "http://*.*.example.org",
      "localhost:3000",
      "http://a,",
      "http://a/path",
      "ftp://a",
      "http://a, http://b",
    ],
  },
  image: {
    accepted: ["postgres:15", "docker.elastic.co/elasticsearch/elasticsearch:7.17.9", "a@sha256:00ff"],
    refused: ["", "Postgres:15", "-x", "--privileged", "a b", "a;b"],
  },
  memory: { accepted: ["64m", "512m", "1g"], refused: ["", "63m", "512", "512M", "1.5g", "1t", "-1g", "1024k"] },
  cpus: { accepted: ["0", "1.5", "2", "0.25"], refused: ["", "-1", "1,5", "all", "1.555", ".5"] },
  seconds: { accepted: ["1", "120", "86400"], refused: ["", "0", "86401", "5s", "1.5"] },
  folder: { accepted: ["../temporal-config", "/a b/c", "C:\\temporal"], refused: ["", "a\nb"] },
  retention: { accepted: ["1h", "7d", "60m", "1d12h"], refused: ["", "59m", "7", "0d", "1w"] },
  interval: { accepted: ["1s", "5s", "1m"], refused: ["", "0s", "5", "500ms"] },
  shards: { accepted: ["1", "4", "16384"], refused: ["", "0", "16385", "4.5"] },
  compilerLevel: { accepted: ["1", "4"], refused: ["", "0", "2", "5", "full"] },
  logLevel: { accepted: ["debug", "info", "warn", "error"], refused: ["", "INFO", "trace"] },
};

describe.each(Object.entries(kinds))("the kind %s", (kind, { accepted, refused }) => {
  const schema = schemaOfKind[kind as SettingKind];

  test.each(accepted)("accepts %j", (value) => {
    expect(schema.safeParse(value).success).toBe(true);
  });

  test.each(refused)("refuses %j in one sentence that continues the setting's name", (value) => {
    const messages = schema.safeParse(value).error?.issues.map(({ message }) => message);
    expect(messages).toEqual([expect.stringMatching(/^must [^\n]+\.$/)]);
  });
});

test("every kind of the schema is in the tables above", () => {
  expect(Object.keys(kinds).sort()).toEqual(Object.keys(schemaOfKind).sort());
});

test.each(Object.entries(settingsShape))(
  "the default of %s is a value its kind accepts",
  (_, { kind, defaultValue }) => {
    expect(schemaOfKind[kind].safeParse(defaultValue).error).toBeUndefined();
  },
);

test.each(["port", "shards", "seconds"] as const)("the kind %s gives a number", (kind) => {
  expect(schemaOfKind[kind].parse("12")).toBe(12);
});
