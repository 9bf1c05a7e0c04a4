import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { checkDynamicConfig } from "../../../src/cluster/dynamic-config/check-dynamic-config.ts";
import { knowsKeys } from "../../../src/cluster/dynamic-config/knows-keys.ts";
import { projectFolder } from "../../support/in-process.ts";
import { testSettings } from "../../support/settings.ts";

const told = (text: string, isKnown = true): readonly string[] =>
  checkDynamicConfig(text, isKnown).map(
    ({ line, message, isFatal }) => `${String(line)} ${message}${isFatal ? " !" : ""}`,
  );

test("the shipped configuration has no problem", () => {
  expect(told(readFileSync(join(projectFolder, "temporal-config", "development-sql.yaml"), "utf8"))).toEqual([]);
});

describe("values that the server takes as they are:", () => {
  test.each([
    ["nothing", "# nothing\n"],
    ["a key without values", "frontend.rps:\n"],
    ["a key in other capitals", "Frontend.RPS:\n  - value: 12\n"],
    ["a whole number for a number", "system.operatorRPSRatio:\n  - value: 1\n"],
    [
      "durations",
      "history.shardUpdateMinInterval:\n  - value: 5m\n  - value: 1d12h\n  - value: 30\n  - value: '1.5'\n",
    ],
    [
      "constraints",
      "frontend.namespaceRPS:\n  - value: 5\n    constraints: { namespace: orders, taskQueueName: q, shardID: 3 }\n",
    ],
  ])("%s", (_, text) => {
    expect(told(text)).toEqual([]);
  });
});

describe("what the server would pass over is told with its line:", () => {
  test.each([
    [
      "a misspelt key",
      "frontend.rsp:\n  - value: 1\n",
      ["1 frontend.rsp is no key of the server; did you mean frontend.rps?"],
    ],
    ["a key that is like no other", "\nhello:\n  - value: 1\n", ["2 hello is no key of the server"]],
    [
      "a text for a number",
      'frontend.rps:\n  - value: "12"\n',
      ['2 frontend.rps has to be a whole number, and is the text "12"'],
    ],
    [
      "a fraction for a whole number",
      "frontend.rps:\n  - value: 5.0\n",
      ["2 frontend.rps has to be a whole number, and is 5.0"],
    ],
    [
      "a word for a switch",
      "frontend.enableSchedules:\n  - value: yes\n",
      ['2 frontend.enableSchedules has to be true or false, and is the text "yes"'],
    ],
    ["a capital", "frontend.rps:\n  - Value: 5\n", ['2 frontend.rps has no value: write "value: …", with a small v']],
  ])("%s", (_, text, expected) => {
    expect(told(text)).toEqual(expected);
  });

  test("but not the keys of a server whose keys are not known", () => {
    expect(told("frontend.rsp:\n  - value: x\n", false)).toEqual([]);
    expect(["temporalio/server:1.22.7", "temporalio/server:1.24.2", "server:latest"].map(ofImage)).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe("with what the server would not start is told with its line:", () => {
  test.each([
    ["broken YAML", "frontend.rps:\n  - value: 1\n history.rps: 3\n", 3],
    ["a key that is there twice", "frontend.rps:\n  - value: 1\nfrontend.rps:\n  - value: 2\n", 3],
    ["a value without its list", "frontend.rps: 12\n", 1],
    ["keys as a list", "- frontend.rps\n", 1],
    ["an entry that is a number", "frontend.rps:\n  - 12\n", 2],
    ["a constraint that does not exist", "frontend.rps:\n  - value: 1\n    constraints:\n      nameSpace2: x\n", 4],
    ["a constraint of the wrong type", "frontend.rps:\n  - value: 1\n    constraints: { shardID: a }\n", 3],
  ])("%s", (_, text, line) => {
    const [problem] = checkDynamicConfig(text, true);
    expect(problem).toMatchObject({ line, isFatal: true });
    expect(problem?.message).not.toMatch(/\n/);
  });
});

function ofImage(image: string): boolean {
  return knowsKeys(testSettings({ TEMPORAL_SERVER_IMAGE: image }).values);
}
