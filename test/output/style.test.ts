import { describe, expect, test } from "vitest";
import { createStyle } from "../../src/output/text.ts";

const escape = "\u001b[";

describe("colour", () => {
  test.each([
    ["on a terminal", true, {}, true],
    ["not in a pipe", false, {}, false],
    ["not with NO_COLOR", true, { NO_COLOR: "1" }, false],
    ["as if NO_COLOR were not there when it is empty", true, { NO_COLOR: "" }, true],
    ["not on a dumb terminal", true, { TERM: "dumb" }, false],
    ["in a pipe with FORCE_COLOR", false, { FORCE_COLOR: "1" }, true],
    ["with FORCE_COLOR even against NO_COLOR", true, { FORCE_COLOR: "1", NO_COLOR: "1" }, true],
    ["not with FORCE_COLOR=false", true, { FORCE_COLOR: "false" }, false],
    ["as if FORCE_COLOR were not there when it is empty", false, { FORCE_COLOR: "" }, false],
    ["not with NO_COLOR where FORCE_COLOR is empty", true, { NO_COLOR: "1", FORCE_COLOR: "" }, false],
    ["not with FORCE_COLOR=0", true, { FORCE_COLOR: "0" }, false],
  ])("is used %s", (_, isTerminal, environment, isColoured) => {
    const style = createStyle({ isTerminal, environment });
    for (const mark of [style.strong, style.faint, style.good, style.caution, style.bad]) {
      expect(mark("text").includes(escape)).toBe(isColoured);
      expect(mark("text")).toContain("text");
    }
  });
});
