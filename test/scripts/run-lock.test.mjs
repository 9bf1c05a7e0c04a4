import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { takeRunLock } from "../../scripts/lib/run-lock.mjs";

/** Above the highest process number that Linux hands out. */
const deadProcess = 4_194_305;
let folder;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "temporal-start-lock-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a second run learns which process holds the lock", () => {
  takeRunLock(folder, "verify");
  expect(takeRunLock(folder, "verify")).toEqual({ heldBy: process.pid });
});

test("a released lock can be taken again", () => {
  takeRunLock(folder, "verify").release();
  expect(takeRunLock(folder, "verify")).toHaveProperty("release");
});

test.each([
  ["of a process that is gone", `${deadProcess}\n`],
  ["without a number, cut short by a crash", ""],
])("a lock %s does not block", (_, content) => {
  writeFileSync(join(folder, "verify.lock"), content);
  expect(takeRunLock(folder, "verify")).toHaveProperty("release");
});
