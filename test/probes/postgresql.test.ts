import { describe, expect, test } from "vitest";
import { interpretPostgresql, interpretSchema } from "../../src/probes/postgresql.ts";

const spec = {
  kind: "postgresql",
  host: "127.0.0.1",
  port: 5433,
  user: "temporal",
  password: "hunter2",
  database: "temporal",
} as const;

const errorOf = (message: string, code?: string): Error =>
  Object.assign(new Error(message), code === undefined ? {} : { code });

test("a version is a success, without the packager's addition", () => {
  expect(interpretPostgresql({ version: "15.4 (Debian 15.4-2.pgdg120+1)", database: "7001.16384" }, spec)).toEqual({
    ok: true,
    summary: "database temporal · 15.4",
    facts: { version: "15.4", database: "7001.16384" },
  });
});

test.each([
  [
    "a closed port",
    errorOf("connect ECONNREFUSED 127.0.0.1:5433", "ECONNREFUSED"),
    "refused",
    "Nothing listens on 127.0.0.1:5433.",
  ],
  [
    "starting up",
    errorOf("the database system is starting up", "57P03"),
    "starting",
    "PostgreSQL is starting up or shutting down.",
  ],
  [
    "an administrator's shutdown",
    errorOf("terminating connection", "57P01"),
    "starting",
    "PostgreSQL is starting up or shutting down.",
  ],
  ["a crash shutdown", errorOf("crash shutdown", "57P02"), "starting", "PostgreSQL is starting up or shutting down."],
  [
    "a connection cut by the engine's proxy",
    errorOf("read ECONNRESET", "ECONNRESET"),
    "starting",
    "PostgreSQL is starting up or shutting down.",
  ],
  [
    "a connection closed while it was used",
    errorOf("Connection terminated unexpectedly"),
    "starting",
    "PostgreSQL is starting up or shutting down.",
  ],
  [
    "a wrong password",
    errorOf("password authentication failed", "28P01"),
    "wrong-password",
    'PostgreSQL refuses the password of role "temporal".',
  ],
  [
    "an unknown role",
    errorOf('role "x" does not exist', "28000"),
    "missing-role",
    'The data volume has no role "temporal".',
  ],
  [
    "a missing database",
    errorOf('database "temporal" does not exist', "3D000"),
    "missing-database",
    'Database "temporal" does not exist.',
  ],
  ["silence while connecting", errorOf("timeout expired"), "timeout", "No answer from 127.0.0.1:5433."],
  ["silence after the question", errorOf("Query read timeout"), "timeout", "No answer from 127.0.0.1:5433."],
  ["anything else", errorOf("too many\nconnections", "53300"), "unexpected", "too many connections"],
  ["something that is no error", "odd", "unexpected", "odd"],
])("%s", (_, error, fault, message) => {
  expect(interpretPostgresql({ error }, spec)).toMatchObject({ ok: false, fault, message });
});

test.each(["28P01", "3D000", "53300"])("the password is in no answer to %s", (code) => {
  expect(JSON.stringify(interpretPostgresql({ error: errorOf("failed", code) }, spec))).not.toContain("hunter2");
});

describe("the schema of a database", () => {
  const schemaSpec = { ...spec, kind: "schema", firstTable: "namespaces", expected: "1.10" } as const;

  test.each([
    [true, "yes"],
    [false, "no"],
  ])("is told with its version and whether it has tables: %s", (hasTables, tables) => {
    expect(interpretSchema({ version: "1.10", hasTables, server: "1.22.0" }, schemaSpec)).toMatchObject({
      ok: true,
      facts: { version: "1.10", tables },
    });
  });

  test("that does not exist is missing", () => {
    const error = errorOf('database "temporal" does not exist', "3D000");
    expect(interpretSchema({ error }, schemaSpec)).toMatchObject({ ok: false, fault: "missing-database" });
  });
});
