import { expect, test } from "vitest";
import { TemporalStartError } from "../../src/errors.ts";
import { errorEnvelope, successEnvelope } from "../../src/output/json.ts";

test("success has every key", () => {
  expect(successEnvelope("status", { verdict: "healthy" }, ["careful"])).toEqual({
    schemaVersion: 1,
    command: "status",
    status: "ok",
    data: { verdict: "healthy" },
    warnings: ["careful"],
    error: null,
  });
});

test("a command without data says null", () => {
  expect(successEnvelope("stop", undefined, []).data).toBeNull();
});

const known = { id: "FULL", cause: "It is full.", advice: "Make room", link: "https://example.org" };

test.each([
  [
    "everything",
    { hint: "Do.", details: ["a"], retryable: true, failure: known, origins: { A: "--set" } },
    { hint: "Do.", retryable: true, details: ["a"], actions: ["Do."], failure: known, origins: { A: "--set" } },
  ],
  ["nothing more", {}, { hint: null, retryable: false, details: [], actions: [], failure: null, origins: {} }],
])("a failure that knows %s has every key", (_, facts, error) => {
  const failure = new TemporalStartError({ code: "X", category: "engine", message: "It failed.", ...facts });
  expect(errorEnvelope("start", failure, [])).toEqual({
    schemaVersion: 1,
    command: "start",
    status: "error",
    data: null,
    warnings: [],
    error: { code: "X", category: "engine", message: "It failed.", ...error },
  });
});
