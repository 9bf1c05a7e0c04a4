// cspell:ignore Aone
import { describe, expect, test } from "vitest";
import { actionsCommands, withoutActionsCommands } from "../../src/output/github-actions.ts";

test("a failure is one line, with line breaks and per cents escaped", () => {
  const facts = {
    code: "JOB_FAILED",
    category: "service",
    message: "It ended: 100%.",
    details: ["one\r", "::two::"],
    hint: "temporal-start status",
  } as const;
  expect(actionsCommands.error(facts)).toBe(
    "::error title=temporal-start%3A JOB_FAILED::It ended: 100%25.%0Aone%0D%0A::two::%0A→ temporal-start status\n",
  );
});

test("a group has its title in one line", () => {
  expect(actionsCommands.group("a\n::stop-commands::x")).toBe("::group::a%0A::stop-commands::x\n");
});

/** As the runner of GitHub Actions finds a command in a line. */
function isCommand(line: string): boolean {
  return /^[\s\u0085]*::[^:]+::/.test(line) || /##\[[^\]]+\]/.test(line);
}

describe("text that is quoted is shown and not obeyed", () => {
  test.each([
    ["::error::no"],
    ["  ::set-output name=x::1"],
    ["\t\u0085::error::no"],
    ["one\n  ::add-mask::x\nthree"],
    ["one\r::error::x"],
    ["before ##[error]no"],
  ])("%j", (text) => {
    expect(text.split(/[\r\n]/).some(isCommand)).toBe(true);
    expect(
      withoutActionsCommands(text)
        .split(/[\r\n]/)
        .filter(isCommand),
    ).toEqual([]);
  });

  test("and other text stays as it is", () => {
    const text = "  ready temporal-web [::1]:8088 C::method\n# [x]";
    expect(withoutActionsCommands(text)).toBe(text);
  });
});
