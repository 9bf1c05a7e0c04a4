import { expect, test } from "vitest";
import { fitScreen } from "../../../src/output/start/fit-screen.ts";

const parts = { table: ["title", "one", "two"], changes: ["old", "new"], footer: "end" };

test.each([
  [9, ["title", "one", "two", "", "old", "new", "", "end"]],
  [8, ["title", "one", "two", "", "new", "", "end"]],
  [7, ["title", "one", "two", "", "end"]],
  [6, ["title", "one", "two", "", "end"]],
  [5, ["title", "one", "… and 1 more; the terminal is too low.", "end"]],
  [4, ["title", "… and 2 more; the terminal is too low.", "end"]],
  [2, ["end"]],
  [1, ["end"]],
])("of %i lines the screen shows what matters most", (lines, shown) => {
  expect(fitScreen(parts, lines)).toEqual(shown);
});

test("without changes there is no gap for them", () => {
  expect(fitScreen({ ...parts, changes: [] }, 40)).toEqual(["title", "one", "two", "", "end"]);
});
