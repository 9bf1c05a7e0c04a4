import { expect, test } from "vitest";
import { memoryUsedBytes } from "../../../../src/backends/compose/engine/docker-memory.ts";

test.each([
  ["cgroup version 2", { usage: 1_000, stats: { inactive_file: 300, active_file: 100, anon: 550 } }, 600],
  ["cgroup version 1", { usage: 1_000, stats: { total_inactive_file: 300, total_active_file: 200 } }, 500],
  ["an engine that does not measure", {}, undefined],
])("pages of files are not counted: %s", (_, measured, bytes) => {
  expect(memoryUsedBytes(measured)).toBe(bytes);
});
