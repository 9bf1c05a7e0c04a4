import { expect, test } from "vitest";
import { withFlags } from "../../../src/commands/shared/flag-words.ts";

const definitions = {
  key: { flag: "--key-file <file>", summary: "" },
  yes: { flag: "--yes", summary: "" },
  backup: { flag: "--no-backup", summary: "" },
} as const;

test.each([
  [{ yes: false, backup: true }, "run x"],
  [{ yes: true, backup: true }, "run x --yes"],
  [{ yes: false, backup: false }, "run x --no-backup"],
  [{ key: "a file's", yes: true, backup: false }, `run x --key-file 'a file'\\''s' --yes --no-backup`],
  [{ key: undefined }, "run x"],
])("%j is typed as %s", (given, typed) => {
  expect(withFlags("run x", definitions, given)).toBe(typed);
});
