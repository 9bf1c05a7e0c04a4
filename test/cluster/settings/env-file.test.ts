// cspell:ignore Zürich
import { describe, expect, test } from "vitest";
import { parseEnvFile } from "../../../src/cluster/settings/env-file.ts";
import { formatProblem } from "../../../src/cluster/settings/problem.ts";

const problemsOf = (text: string): readonly string[] => parseEnvFile(text, "temporal.env").problems.map(formatProblem);

describe("a value arrives unchanged", () => {
  test.each([
    ["without quotes", "KEY=value", "value"],
    ["with spaces inside", "KEY=two words", "two words"],
    ["with spaces around it", "  KEY =  value  ", "value"],
    ["after export", "export KEY=value", "value"],
    ["that is empty", "KEY=", ""],
    ["that is an empty quotation", "KEY=''", ""],
    ["with an equals sign", "KEY=a=b==", "a=b=="],
    ["with $ in single quotes", "KEY='pa$$word ${x}'", "pa$$word ${x}"],
    ["with # in single quotes", "KEY='a#b # c'", "a#b # c"],
    ["with # in double quotes", 'KEY="a # b"', "a # b"],
    ["with single quotes in double quotes", `KEY="it's"`, "it's"],
    ["with double quotes in single quotes", `KEY='say "yes"'`, 'say "yes"'],
    ["with spaces at the ends, in quotes", "KEY=' a '", " a "],
    ["with letters beyond ASCII", "KEY=Zürich_東京_🚀", "Zürich_東京_🚀"],
    ["before a comment", "KEY=value # why", "value"],
    ["in quotes before a comment", "KEY='value' # why", "value"],
    ["with commas and colons", "KEY=http://a:1,https://b", "http://a:1,https://b"],
  ])("%s", (_, line, value) => {
    expect(parseEnvFile(line, "temporal.env")).toEqual({ entries: [{ key: "KEY", line: 1, value }], problems: [] });
  });
});

describe("a value that Docker Compose would read differently is refused with the reason", () => {
  test.each([
    ["a bare $", "KEY=a$b", "KEY has a $, which Docker Compose would replace; put the value in single quotes."],
    [
      "$ in double quotes",
      'KEY="a$b"',
      "KEY has a $ inside double quotes, which Docker Compose would replace; use single quotes.",
    ],
    ["a bare #", "KEY=a#b", "KEY has a #, which starts a comment in some tools; put the value in single quotes."],
    [
      "a backtick at the start",
      "KEY=`a`",
      "KEY starts with a backtick, which Docker Compose takes literally; use single quotes.",
    ],
    ["a backtick inside", "KEY=a`b", "KEY has a quote or backslash inside; put the value in single quotes."],
    ["a quote inside", "KEY=it's", "KEY has a quote or backslash inside; put the value in single quotes."],
    ["a backslash", "KEY=a\\b", "KEY has a quote or backslash inside; put the value in single quotes."],
    [
      "a backslash in quotes",
      "KEY='a\\n'",
      "KEY has a backslash inside quotes, which tools read differently; leave it out.",
    ],
    ["an open quote", "KEY='a", "KEY has no closing '; a value stands on one line."],
    ["text after the quote", "KEY='a' b", "KEY has text after the closing '."],
  ])("%s", (_, line, problem) => {
    expect(problemsOf(line)).toEqual([`temporal.env:1: ${problem}`]);
    expect(parseEnvFile(line, "temporal.env").entries).toEqual([]);
  });

  test.each([
    ["no equals sign", "KEY", "this line is not KEY=value."],
    ["a key that begins with a digit", "1KEY=a", "this line is not KEY=value."],
    ["a key with a dash", "MY-KEY=a", "this line is not KEY=value."],
  ])("%s", (_, line, problem) => {
    expect(problemsOf(line)).toEqual([`temporal.env:1: ${problem}`]);
  });
});

test.each([
  ["Unix", "\n"],
  ["Windows", "\r\n"],
  ["old Macintosh", "\r"],
])("%s line ends give the same entries and lines", (_, lineEnd) => {
  const { entries, problems } = parseEnvFile(["# comment", "", "A=1", "B='x y'", ""].join(lineEnd), "temporal.env");
  expect(entries).toEqual([
    { key: "A", line: 3, value: "1" },
    { key: "B", line: 4, value: "x y" },
  ]);
  expect(problems).toEqual([]);
});

test("a byte order mark does not become part of the first key", () => {
  expect(parseEnvFile("\uFEFFA=1", "temporal.env").entries).toEqual([{ key: "A", line: 1, value: "1" }]);
});

test("a second assignment of a key names the line of the first", () => {
  expect(problemsOf("A=1\nB=2\nA=3")).toEqual(["temporal.env:3: A is already set on line 1."]);
  expect(parseEnvFile("A=1\nA=3", "temporal.env").entries).toEqual([{ key: "A", line: 1, value: "1" }]);
});

test("every problem of a file is reported, each with its line", () => {
  expect(problemsOf("A=$x\n# fine\nnonsense\nB=2\nB=3")).toEqual([
    "temporal.env:1: A has a $, which Docker Compose would replace; put the value in single quotes.",
    "temporal.env:3: this line is not KEY=value.",
    "temporal.env:5: B is already set on line 4.",
  ]);
});

test("a comment after the equals sign leaves the value empty", () => {
  expect(parseEnvFile("A= # nothing yet", "temporal.env").entries).toEqual([{ key: "A", line: 1, value: "" }]);
});

test("a line that is no assignment is named by its number alone, since it may hold a password", () => {
  expect(problemsOf("POSTGRES_PASSWORD: hunter2").join()).not.toContain("hunter2");
});
