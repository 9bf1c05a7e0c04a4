import { expect, test } from "vitest";
import type { CheckResult } from "../../src/doctor/examine.ts";
import { reportOf } from "../../src/doctor/report.ts";
import { renderDoctor } from "../../src/output/render-doctor.ts";
import { plainStyle } from "../../src/output/style.ts";

const row = (changes: Partial<CheckResult>): CheckResult => ({
  check: "disk",
  group: "machine",
  title: "disk",
  subject: null,
  state: "ok",
  seen: "50.0 GB free",
  todo: null,
  blockedBy: null,
  ...changes,
});
const taken = row({
  check: "ports",
  group: "ports",
  title: "port",
  subject: "7233 temporal-server",
  state: "failure",
  seen: "taken by node (PID 1)",
  todo: "kill 1",
});

test("rows stand by group, with what to do below what is not well", () => {
  expect(renderDoctor(reportOf("blue", [taken, row({})], 0.42), plainStyle)).toBe(`machine
  ok       disk                       50.0 GB free

ports
  failure  port 7233 temporal-server  taken by node (PID 1)
           → kill 1

Instance blue: 1 failure (0.4 s).
`);
});

test("what could not be checked is one line, and counts as nothing", () => {
  const blocked = row({
    state: "warning",
    blockedBy: "engine",
    seen: "not checked, because the engine does not answer",
  });
  const report = reportOf(null, [blocked, { ...blocked, title: "clock" }], 1);
  expect(report).toMatchObject({ state: "ok", failures: 0, warnings: 0 });
  expect(renderDoctor(report, plainStyle)).toBe(`Not checked, because the engine does not answer: disk, clock.

nothing stands in the way (1.0 s).
`);
});

test("several faults are counted by kind", () => {
  const warnings = [row({ state: "warning" }), row({ state: "warning" })];
  expect(renderDoctor(reportOf("", [...warnings, taken], 1), plainStyle)).toMatch(
    /^Instance default: 1 failure, 2 warnings \(1\.0 s\)\.$/m,
  );
});
