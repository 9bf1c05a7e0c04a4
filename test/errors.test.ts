import { expect, test } from "vitest";
import { causeMessage, type ErrorCategory, TemporalStartError } from "../src/errors.ts";

test.each([
  ["usage", 2],
  ["settings", 2],
  ["engine", 1],
  ["preflight", 6],
  ["service", 1],
  ["timeout", 124],
  ["confirmation", 5],
  ["interrupted", 130],
] as const)("a failure of the category %s ends with %i", (category: ErrorCategory, exitCode) => {
  expect(new TemporalStartError({ code: "X", category, message: "It failed." }).exitCode).toBe(exitCode);
});

test("a failure keeps its cause", () => {
  const cause = new Error("inner");
  expect(new TemporalStartError({ code: "X", category: "service", message: "It failed.", cause }).cause).toBe(cause);
});

test.each([
  [new Error("one\n  two\r\nthree"), "one two three"],
  [new TypeError(""), "TypeError"],
  ["text", "text"],
  [undefined, "undefined"],
])("whatever was thrown has a message on one line: %s", (thrown, message) => {
  expect(causeMessage(thrown)).toBe(message);
});
