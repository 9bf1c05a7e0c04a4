// cspell:ignore mred
import { expect, test } from "vitest";
import { formatTable, formatTitledTable } from "../../src/output/table.ts";

test.each([
  [
    "columns are as wide as their widest cell",
    [
      ["a", "b"],
      ["long", "c"],
    ],
    "a     b\nlong  c",
  ],
  [
    "no line ends in spaces",
    [
      ["a", ""],
      ["b", "c"],
    ],
    "a\nb  c",
  ],
  [
    "colours take no room",
    [
      ["\u001b[31mred\u001b[39m", "x"],
      ["green", "y"],
    ],
    "\u001b[31mred\u001b[39m    x\ngreen  y",
  ],
  [
    "a letter outside the basic plane takes one place",
    [
      ["🚀", "x"],
      ["ab", "y"],
    ],
    "🚀   x\nab  y",
  ],
  ["a short row is allowed", [["a"], ["b", "c"]], "a\nb  c"],
  ["no rows are no text", [], ""],
])("%s", (_, rows, text) => {
  expect(formatTable(rows)).toBe(text);
});

test("headings are less bright, and as wide as what they name", () => {
  const style = { faint: (text: string) => `\u001b[2m${text}\u001b[22m` };
  expect(formatTitledTable(["A", "B"], [["long", "c"]], style)).toBe(
    "\u001b[2mA\u001b[22m     \u001b[2mB\u001b[22m\nlong  c",
  );
});
