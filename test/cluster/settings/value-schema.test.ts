// cspell:ignore ünïcode
import { describe, expect, test } from "vitest";
import { settingsShape } from "../../../src/cluster/services/index.ts";
import type { SettingKind } from "../../../src/cluster/settings/setting.ts";
import { schemaOfKind } from "../../../src/cluster/settings/value-schema.ts";

interface Kind {
  readonly accepted: readonly string[];
  readonly refused: readonly string[];
}

const long = (length: number): string => "a".repeat(length);
const names = {
  accepted: ["a", "A_b.c-1", long(200)],
  refused: ["", "-a", ".a", "a b", "ä", "a/b", "temporal-system", long(201)],
};
const digest = (length: number): string => "0f".repeat(length / 2);

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
  httpsUrl: {
    accepted: ["", "https://login.example.org", "https://10.0.0.5:8443/realms/team/", "https://[::1]:9/keys.json"],
    refused: [
      ...["http://login.example.org", "login.example.org", "https://", "https://a b", 'https://a/"'],
      ..."https://a/?q=1 https://a#b https://u:p@a https://a/$host https://a/; https://a/{} ftp://a https://[".split(
        " ",
      ),
    ],
  },
  word: { accepted: ["", "preferred_username", "https://a.org/name"], refused: ["a b", 'a"b', "a$b", long(201)] },
  secret: {
    accepted: ["x", "pa$$word", "a#b'c", "ünïcode", "${HOME}", long(1_000)],
    refused: ["", "a b", 'a"b', "a\\b", "a\nb", "a\u0000b", long(1_001), long(200_000)],
  },
  port: { accepted: ["1", "7233", "65535"], refused: ["", "0", "65536", "-1", "80.5", "0x50", "http", "1e3", " 80"] },
  bindAddress: {
    accepted: ["127.0.0.1", "0.0.0.0", "::1", "[::1]", "::", "[fd00::2]"],
    refused: [
      ...[
        "",
        "localhost",
        "127.0.0",
        "256.0.0.1",
        "[127.0.0.1]",
        "[::1",
        "::1]",
        "[[::1]]",
        "fe80::1%lo",
        "[fe80::1%lo]",
      ],
      ...["::ffff:127.0.0.1", "[::1]:80"],
    ],
  },
  hostPort: {
    accepted: ["temporal-server:7233", "10.0.0.1:1", "[::1]:7233", "a_b.example.org:65535", `${long(253)}:1`],
    refused: [
      ...["", "temporal-server", ":7233", "host:", "http://host:1", "a b:1", "host:123456", "host:0", "host:99999"],
      ...["host:65536", "256.0.0.1:1", "1.2.3:1", "a..b:1", "-a:1", "a-:1", ".a:1", "[::g]:1", "[1.2.3.4]:1", "::1:1"],
      `${long(254)}:1`,
    ],
  },
  origins: {
    accepted: [
      "http://localhost:3000",
      "http://localhost:3000,https://lovable.dev",
      "http://[::1]:3000",
      "https://localhost:80",
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
      "http://localhost:",
      "http://localhost:80",
      "https://app.example.org:443",
      "http://localhost:99999",
      "http://LOCALHOST:3000",
      "http://127.1:3000",
      "http://[::1",
      Array.from({ length: 800 }, () => "http://a.b").join(","),
    ],
  },
  image: {
    accepted: [
      ...["postgres:15", "docker.elastic.co/elasticsearch/elasticsearch:7.17.9", "localhost/a", "localhost:5000/a/b"],
      ...["A.example.org/a", "a__b", "a--b", `a@sha256:${digest(64)}`, `a:1@sha512:${digest(128)}`],
      ...[`a:${long(128)}`, long(255), `sha256:${digest(64)}`],
    ],
    refused: [
      ...["", "Postgres:15", "-x", "--privileged", "a b", "a;b", "a:", "a:b:", "a:b:c", "a:.b", "a:-b", "a:b/c:d"],
      ...["a/", "a//b", "/a", "a..b", "a___b", "a-.b", "A/b", "localhost:x/b", "localhost:99999/b", "localhost:0/b"],
      ...["a@", "a@sha256:00ff", "a@md5:aa", `a@sha256:${digest(62)}`, `a@sha256:${digest(64).toUpperCase()}`],
      ...[`a:${long(129)}`, long(256), "postgres:15/"],
    ],
  },
  memory: {
    accepted: ["64m", "512m", "1g", "65536g"],
    refused: [
      ...["", "63m", "512", "512M", "1.5g", "1t", "-1g", "1024k", "65537g", "67108865m", "8589934592g"],
      `${"9".repeat(400)}g`,
    ],
  },
  cpus: { accepted: ["0", "1.5", "2", "0.25"], refused: ["", "-1", "1,5", "all", "1.555", ".5", "0.001", "1000"] },
  seconds: { accepted: ["1", "120", "86400"], refused: ["", "0", "86401", "5s", "1.5"] },
  ownAddress: { accepted: ["", "127.0.0.1", "[::1]"], refused: ["localhost", "256.0.0.1", " "] },
  file: { accepted: ["", "mine.yml", "/a b/c.yml"], refused: ["a\nb", long(4_097)] },
  hostNames: {
    accepted: ["", "temporal.example.org", "a,10.0.0.5,b-c.d"],
    refused: [
      "A.example.org",
      "a b",
      "a,",
      ",a",
      "a,,b",
      "-a",
      "a-",
      "a.",
      "a:1",
      "a;b",
      "a$b",
      "*.a",
      "[::1]",
      long(254),
    ],
  },
  namespaces: { accepted: ["", "orders=30d,invoices"], refused: ["a b", "a=1", "a,a", "temporal-system"] },
  attributes: { accepted: ["", "CustomerId=Keyword,Amount=double"], refused: ["CustomerId", "A=Int,A=Bool", "1=Int"] },
  switch: { accepted: ["true", "false"], refused: ["", "yes", "TRUE", "1"] },
  folder: { accepted: ["../temporal-config", "/a b/c", "C:\\temporal"], refused: ["", "a\nb", long(4_097)] },
  retention: {
    accepted: ["1h", "7d", "60m", "1d12h", "36500d"],
    refused: ["", "59m", "7", "0d", "1w", "36501d", "109500d", `${"9".repeat(400)}d`],
  },
  interval: {
    accepted: ["1s", "5s", "1m", "1m30s", "60m", "1h"],
    refused: ["", "0s", "5", "500ms", "1d", "24h", "61m", " 5s", "1d12h", "99999999999s"],
  },
  shards: { accepted: ["1", "4", "16384"], refused: ["", "0", "16385", "4.5"] },
  compilerLevel: { accepted: ["1", "4"], refused: ["", "0", "2", "5", "full"] },
  security: { accepted: ["off", "tls", "full"], refused: ["", "on", "TLS"] },
  exposure: { accepted: ["", "insecure"], refused: ["true", "yes", "INSECURE"] },
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

test.each([
  ["127.0.0.1", "127.0.0.1"],
  ["::1", "::1"],
  ["[::1]", "::1"],
  ["[0:0:0:0:0:0:0:1]", "::1"],
])("the address %s becomes %s", (written, address) => {
  expect(schemaOfKind.bindAddress.parse(written)).toBe(address);
});
