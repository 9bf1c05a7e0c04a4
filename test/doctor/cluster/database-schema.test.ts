import { expect, test } from "vitest";
import { interpretSchemaVersion, interpretServer, refusal } from "../../../src/doctor/cluster/database-schema.ts";
import type { ProbeFault, ProbeResult } from "../../../src/probes/probe.ts";

const at = (version: string, tables = "yes"): ProbeResult => ({
  ok: true,
  summary: "",
  facts: { version, tables },
  latencyMs: 1,
});
const fault = (name: ProbeFault): ProbeResult => ({ ok: false, fault: name, message: "It is so.", latencyMs: 1 });

test.each([
  ["as expected", at("1.10"), "ok", "is at version 1.10"],
  ["older", at("1.9"), "warning", "is at version 1.9, not yet at 1.10"],
  ["newer", at("1.11"), "warning", "is at version 1.11, newer than 1.10: a later Temporal Server wrote it"],
  ["half-done", at("0.0"), "failure", "is half-done: tables are there, but no version is recorded"],
  ["not begun", at("0.0", "no"), "warning", "has no schema yet"],
  ["in no database", fault("missing-database"), "warning", "does not exist"],
  ["out of reach", fault("refused"), "warning", "could not be read: It is so."],
])("a schema that is %s", (_, answer, state, seen) => {
  expect(interpretSchemaVersion("temporal", "1.10", answer, false)).toMatchObject({ subject: "temporal", state, seen });
});

test("a password that the database refuses ends a start, and nothing else about the schema does", () => {
  expect(refusal(fault("wrong-password"))).toMatchObject({
    state: "failure",
    code: "PASSWORD_REFUSED",
    seen: "It is so.",
  });
  expect([fault("refused"), at("0.0"), at("1.10")].map(refusal)).toEqual([undefined, undefined, undefined]);
});

test("data that is of another server than the settings ask for is told, and a later schema of our own data is no fault", () => {
  const of = (server: string): ProbeResult => ({
    ok: true,
    summary: "",
    facts: { version: "1.11", tables: "yes", server },
    latencyMs: 1,
  });
  expect(interpretServer("temporal", "1.22.6", of("1.23.1"))).toMatchObject([
    { state: "failure", seen: "is of server 1.23.1, and the settings ask for 1.22.6" },
  ]);
  expect(interpretServer("temporal", "1.22.6", of("1.22.6"))).toEqual([]);
  expect(interpretServer("temporal", "1.22.6", of(""))).toEqual([]);
  expect(interpretServer("temporal", undefined, of("1.23.1"))).toEqual([]);
  expect(interpretSchemaVersion("temporal", "1.10", of("1.22.6"), true)).toMatchObject({ state: "ok" });
});
