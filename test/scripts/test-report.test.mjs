import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { clearReport, countTests, slowestFiles } from "../../scripts/lib/test-report.mjs";

const folder = mkdtempSync(join(tmpdir(), "temporal-start-report-"));
const path = join(folder, "report.json");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (status, ...statuses) => ({ status, assertionResults: statuses.map((each) => ({ status: each })) });

test.each([
  ["tests that passed", [file("passed", "passed", "passed")], { passed: 2, failed: 0 }],
  ["a test that failed", [file("failed", "passed", "failed")], { passed: 1, failed: 1 }],
  [
    "a skipped test as failed, for it has shown nothing",
    [file("passed", "passed", "skipped")],
    { passed: 1, failed: 1 },
  ],
  ["a file that breaks before its tests as one failure", [file("failed")], { passed: 0, failed: 1 }],
  ["a file whose tests passed and whose clean-up broke", [file("failed", "passed")], { passed: 1, failed: 1 }],
  ["several files together", [file("passed", "passed"), file("failed", "failed", "failed")], { passed: 1, failed: 2 }],
  ["no files as nothing at all", [], { passed: 0, failed: 0 }],
])("counts %s", (_, testResults, expected) => {
  writeFileSync(path, JSON.stringify({ testResults }));
  expect(countTests(path)).toEqual(expected);
});

test("a report of an earlier run does not count", () => {
  writeFileSync(path, JSON.stringify({ testResults: [file("passed", "passed")] }));
  clearReport(path);
  expect(countTests(path)).toEqual({ passed: 0, failed: 0 });
});

test("the slowest files of several reports come first, and no more than are asked for", () => {
  const timed = (name, seconds) => ({
    ...file("passed", "passed"),
    name,
    startTime: 1_000,
    endTime: 1_000 + seconds * 1000,
  });
  const other = join(folder, "other.json");
  writeFileSync(path, JSON.stringify({ testResults: [timed("a", 2), timed("b", 9)] }));
  writeFileSync(other, JSON.stringify({ testResults: [timed("c", 5)] }));
  expect(slowestFiles([path, other, join(folder, "missing.json")], 2)).toEqual([
    { file: "b", seconds: 9 },
    { file: "c", seconds: 5 },
  ]);
});
