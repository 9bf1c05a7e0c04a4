import { existsSync, readFileSync, rmSync } from "node:fs";

/** Forgets the report of an earlier run, so that it cannot be mistaken for this one's. */
export const clearReport = (path) => rmSync(path, { force: true });

/**
 * Counts a JSON report of Vitest. Everything that did not pass counts as failed: a skipped test has shown
 * nothing, and a file that breaks outside its tests is a failure without a test to carry it.
 */
export function countTests(path) {
  if (!existsSync(path)) return { passed: 0, failed: 0 };
  const { testResults } = JSON.parse(readFileSync(path, "utf8"));
  let passed = 0;
  let failed = 0;
  for (const file of testResults) {
    const good = file.assertionResults.filter(({ status }) => status === "passed").length;
    const bad = file.assertionResults.length - good;
    passed += good;
    failed += file.status === "failed" ? Math.max(bad, 1) : bad;
  }
  return { passed, failed };
}

/** The files that took longest, the longest first: `{ file, seconds }`, paths as the report has them. */
export function slowestFiles(paths, count) {
  const files = paths.filter(existsSync).flatMap((path) => JSON.parse(readFileSync(path, "utf8")).testResults);
  return files
    .map(({ name, startTime, endTime }) => ({ file: name, seconds: (endTime - startTime) / 1000 }))
    .toSorted((left, right) => right.seconds - left.seconds)
    .slice(0, count);
}
