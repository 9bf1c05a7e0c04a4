import { expect, test } from "vitest";
import type { FailureSign, KnownFailure } from "../../../src/blame/failures/failure.ts";
import { type FailureEvidence, matchFailure } from "../../../src/blame/failures/match.ts";

const entry = (id: string, ...signs: readonly FailureSign[]): KnownFailure => ({
  id,
  signs,
  cause: "It is so.",
  advice: "do it",
  link: "https://example.org",
});
const idOf = (evidence: FailureEvidence, ...failures: readonly KnownFailure[]): string | undefined =>
  matchFailure(evidence, failures)?.failure.id;

const killed = entry("KILLED", { exitCodes: [137] });
const full = entry("FULL", { log: /No space/ });
const fullStore = entry("FULL_STORE", { services: ["temporal-postgres"], log: /No space/ });
const memory = entry("MEMORY", { outOfMemory: true });
const store = { service: "temporal-postgres", exitCode: 137, lines: ["No space left"] } as const;

test.each([
  ["a program's words before its exit code", store, [killed, full], "FULL"],
  ["an entry for one service before one for all", store, [full, fullStore], "FULL_STORE"],
  ["the kernel's word before the program's", { ...store, outOfMemory: true }, [fullStore, memory], "MEMORY"],
  ["the first of two that are equally specific", store, [full, entry("OTHER", { log: /left/ })], "FULL"],
] as const)("takes %s", (_, evidence, failures, id) => {
  expect(idOf(evidence, ...failures)).toBe(id);
});

test("asks for every condition of a sign, and for one of several signs", () => {
  const both = entry("BOTH", { exitCodes: [3], log: /No space/ }, { condition: "paused" });
  expect(idOf(store, both)).toBeUndefined();
  expect(idOf({ ...store, exitCode: 3 }, both)).toBe("BOTH");
  expect(idOf({ condition: "paused" }, both)).toBe("BOTH");
});

test("does not take a service's failure for another's", () => {
  expect(idOf({ ...store, service: "temporal-web" }, fullStore)).toBeUndefined();
  expect(idOf({ lines: ["No space left"] }, fullStore)).toBeUndefined();
});

test("names the newest line that tells the failure", () => {
  const lines = ["No space (1)", "No space (2)", "the end"];
  expect(matchFailure({ lines }, [full])?.line).toBe("No space (2)");
});
