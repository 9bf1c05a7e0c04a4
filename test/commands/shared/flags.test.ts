import { expect, test } from "vitest";
import { readSeconds } from "../../../src/commands/shared/flags.ts";

test.each([
  ["90", 90],
  ["3m", 180],
  ["1d", 86_400],
  // What a timer cannot hold would be over at once.
  ["30d", 2_147_483],
])("%s is %i seconds", (text, seconds) => {
  expect(readSeconds(text, "--timeout")).toBe(seconds);
  expect(seconds * 1000).toBeLessThan(2 ** 31);
});

test.each(["0", "soon", "-1", "1.5", ""])("%j is refused", (text) => {
  expect(() => readSeconds(text, "--timeout")).toThrow(`--timeout "${text}" is no`);
});
