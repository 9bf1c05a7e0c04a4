// cspell:ignore Nlcjpw xlong enoughx longzenough rolpassword Fcallback Fcode Dabc tter Rvcm Vydm
import { describe, expect, test } from "vitest";
import { createRedactor, secretsIn } from "../../src/redaction/redact.ts";

const plain = createRedactor([]);

describe("a text that names what it tells", () => {
  test.each([
    ["password=hunter2", "password=[removed]"],
    ["said password=ab,cd;ef to all", "said password=[removed] to all"],
    ['{"pin_token":5,"port":1}', '{"pin_token":[removed],"port":1}'],
    ["GITHUB_PAT=abc", "GITHUB_PAT=[removed]"],
    ["got ghp_0123456789abcdefABCDEF there", "got [removed] there"],
    ["Cookie: session=abc", "Cookie: [removed]"],
    ["--db-password=hunter2 --port=1", "--db-password=[removed] --port=1"],
    ['{"secret_key":"a\\"b","port":1}', '{"secret_key":"[removed]","port":1}'],
    ['"{\\"token\\":\\"abc\\",\\"port\\":1}"', '"{\\"token\\":\\"[removed]\\",\\"port\\":1}"'],
    ["      POSTGRES_PWD: two words", "      POSTGRES_PWD: [removed]"],
    ["postgres://temporal:hunter2@db:5432/x", "postgres://[removed]@db:5432/x"],
    ["via http://me:hunt@er2@proxy:3128/x@y", "via http://[removed]@proxy:3128/x@y"],
    ["Authorization: Bearer abcdefgh12345", "Authorization: [removed]"],
    ["sent Basic dXNlcjpwYXNz", "sent Basic [removed]"],
    [
      "STATEMENT:  ALTER ROLE u WITH PASSWORD 'it''s' VALID",
      "STATEMENT:  ALTER ROLE u WITH PASSWORD '[removed]' VALID",
    ],
    [
      "STATEMENT:  ALTER ROLE u WITH PASSWORD E'it\\'s' VALID",
      "STATEMENT:  ALTER ROLE u WITH PASSWORD '[removed]' VALID",
    ],
    ["ALTER ROLE u PASSWORD E'secret\\", "ALTER ROLE u PASSWORD '[removed]'"],
    ["ALTER ROLE u PASSWORD E'it''s-secret\\", "ALTER ROLE u PASSWORD '[removed]'"],
    ["CREATE USER u PASSWORD U&'hunter2' LOGIN", "CREATE USER u PASSWORD '[removed]' LOGIN"],
    ["said password u'hunter2' to all", "said password '[removed]' to all"],
    ["CREATE USER u PASSWORD $$hunter2$$ LOGIN", "CREATE USER u PASSWORD '[removed]' LOGIN"],
    ["CREATE USER u PASSWORD $a$hun$$ter2$a$ LOGIN", "CREATE USER u PASSWORD '[removed]' LOGIN"],
    [
      "T1 STATEMENT:  ALTER ROLE u\nT1 \tWITH PASSWORD\nT1 \t'hun\nT1 \tter2'\nT1 \tLOGIN\nT2 LOG: x",
      "T1 STATEMENT:  ALTER ROLE u\nT1 \tWITH PASSWORD\nT1 \t'[removed]'\nT1 \tLOGIN\nT2 LOG: x",
    ],
    ["PASSWORD 'SCRAM-SHA-256$4096:c2FsdA==$c3RvcmVk:c2VydmVy'", "PASSWORD '[removed]'"],
    ["rolpassword SCRAM-SHA-256$4096:c2FsdA==$c3RvcmVk:c2VydmVy", "rolpassword [removed]"],
    ["rolpassword md5a6343a68d964ca596d9752250d54bb8a", "rolpassword [removed]"],
    [
      "GET /auth/sso/callback?code=abc.def&state=ghi HTTP",
      "GET /auth/sso/callback?code=[removed]&state=[removed] HTTP",
    ],
    [
      '{"uri":"/auth/sso/callback?code=abc\\u0026state=ghi","status":303}',
      '{"uri":"/auth/sso/callback?code=[removed]\\u0026state=[removed]","status":303}',
    ],
    ["returnUrl=%2Fcallback%3Fcode%3Dabc%26page%3D2&x=1", "returnUrl=%2Fcallback%3Fcode%3D[removed]%26page%3D2&x=1"],
    ["/x?id_token=abc&page=2", "/x?id_token=[removed]&page=2"],
    ["ran tool --db-password hunter2 --port 1", "ran tool --db-password [removed] --port 1"],
    ["ran tool --db-password 'two words' --port 1", "ran tool --db-password [removed] --port 1"],
    ["ran mysql -p hunter2 -h db", "ran mysql -p [removed] -h db"],
    ["curl -u elastic:hunter2 http://localhost:9200", "curl -u elastic:[removed] http://localhost:9200"],
    ["curl --user=elastic:hunt/er:2 http://localhost:9200", "curl --user=elastic:[removed] http://localhost:9200"],
    ['["tool", "--db-password", "hunter2", "--port"]', '["tool", "--db-password", "[removed]", "--port"]'],
    ['"[\\"--token\\",\\"abc\\"]"', '"[\\"--token\\",\\"[removed]\\"]"'],
    ["command:\n  - --password\n  - hunter2\n  - --all", "command:\n  - --password\n  - [removed]\n  - --all"],
    ['{"tokens":["abc","def"],"port":1}', '{"tokens":[removed],"port":1}'],
    ["api_keys:\n  - abc\n  - def\nport: 1", "api_keys:\n[removed]\nport: 1"],
    ['{"auths":{"r":{"auth":"dXNlcjpwYXNz"}}}', '{"auths":{"r":{"auth":"[removed]"}}}'],
    ["-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\nafter", "[removed]\nafter"],
  ])("%j", (given, expected) => {
    expect(plain.text(given)).toBe(expected);
  });
});

test.each([
  "temporal-server | listening on 127.0.0.1:7233",
  '{"level":"info","msg":"authenticated","secret":false,"token":null}',
  "FATAL: password authentication failed for user temporal",
  "https://example.org/a@b",
  "ERROR:  role 'password' does not exist",
  "tool --password-file --verbose 'x'",
  "psql -p 5432 -h db",
  "docker run -p 127.0.0.1:7233:7233 image",
  "mkdir -p /var/lib/data && chown -R 1000:1000 /var/lib/data",
  "docker exec -u 1000:1000 x",
  "GET /namespaces/default/workflows?query=ExecutionStatus&page=2 HTTP",
  '{"grpc_code":"NotFound","status code=5":true}',
])("an ordinary line stays as it is: %j", (line) => {
  expect(plain.text(line)).toBe(line);
});

test("a known secret is found alone in a line; a short one only as a word", () => {
  const { text } = createRedactor(["long.enough", "ab"]);
  expect(text("xlong.enoughx longzenough ab cab ab-c (ab)")).toBe(
    "x[removed]x longzenough [removed] cab ab-c ([removed])",
  );
});

test("a value keeps its shape", () => {
  const given = {
    port: 7233,
    password: "x",
    pin_token: 5,
    secret: true,
    list: ["A_SECRET=b c", "A=b"],
    command: ["tool", "--password", "b c", "--token", "--all", "key"],
    short: ["mysql", "-p", "b c", "psql", "-p", "5432", "mkdir", "-p", "/data"],
    api_tokens: ["x", 5, { of: "y", isOld: true }],
    credentials: { user: "u", value: "x" },
    DOCKER_AUTH_CONFIG: '{"auths":{}}',
    none: null,
  };
  expect(plain.value(given)).toEqual({
    port: 7233,
    password: "[removed]",
    pin_token: "[removed]",
    secret: true,
    list: ["A_SECRET=[removed]", "A=b"],
    command: ["tool", "--password", "[removed]", "--token", "--all", "key"],
    short: ["mysql", "-p", "[removed]", "psql", "-p", "5432", "mkdir", "-p", "/data"],
    api_tokens: ["[removed]", "[removed]", { of: "[removed]", isOld: true }],
    credentials: { user: "[removed]", value: "[removed]" },
    DOCKER_AUTH_CONFIG: "[removed]",
    none: null,
  });
});

test("secrets of an environment are found at any depth", () => {
  expect(secretsIn({ a: { Config: { Env: ["PATH=/bin", "DB_PASSWORD=x=y", "EMPTY_TOKEN="] } } })).toEqual(["x=y"]);
  expect(secretsIn({ Cmd: ["tool", "--password", "x", "-p", "y"], api_tokens: ["z", ["w"]] })).toEqual(["x", "z", "w"]);
  expect(secretsIn({ PATH: "/bin", DB_PASSWORD: "x", EMPTY_TOKEN: "" })).toEqual(["x"]);
});
