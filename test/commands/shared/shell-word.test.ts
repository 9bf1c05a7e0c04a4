import { expect, test } from "vitest";
import { shellWord } from "../../../src/commands/shared/shell-word.ts";

test.each([
  ["old-project", "old-project"],
  ["Old.Project_2", "Old.Project_2"],
  ["old project", "'old project'"],
  ["it's", "'it'\\''s'"],
  ["$(rm)", "'$(rm)'"],
  ["", "''"],
])("%j is typed as %s", (text, word) => {
  expect(shellWord(text)).toBe(word);
});
