import { expect, test } from "vitest";
import { printable, printableLine } from "../../src/output/printable.ts";

test.each([
  ["plain text, é, 日本語 and 😀", "plain text, é, 日本語 and 😀"],
  ["\u001b[2J", "\\u001b[2J"],
  ["a\tb\r\nc", "a\tb\\u000d\\u000ac"],
  ["\u009b31m \u007f", "\\u009b31m \\u007f"],
  ["\u202eabc\u2028", "\\u202eabc\\u2028"],
])("%j is shown as %s", (text, shown) => {
  expect(printableLine(text)).toBe(shown);
});

test("several lines stay several lines", () => {
  expect(printable("one\u0007\ntwo\n")).toBe("one\\u0007\ntwo\n");
});

test("a line without end is cut", () => {
  expect(printableLine("x".repeat(1_000_000))).toBe(`${"x".repeat(2_000)}…`);
});
