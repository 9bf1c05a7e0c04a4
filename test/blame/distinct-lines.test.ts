import { expect, test } from "vitest";
import { distinctLines } from "../../src/blame/distinct-lines.ts";

test("what is said again and again stands once, where it was said last", () => {
  expect(distinctLines(["up", "bad key", "down", "up", "bad key", "down", "up"])).toEqual([
    { text: "bad key", times: 2 },
    { text: "down", times: 2 },
    { text: "up", times: 3 },
  ]);
});

test.each([
  ["2026-01-31 12:00:01.234 UTC [7] FATAL:  no", "2026-01-31 12:00:02.234 UTC [19] FATAL:  no"],
  [
    '{"level":"fatal","ts":"2026-01-31T12:00:01.234Z","msg":"no"}',
    '{"level":"fatal","ts":"2026-01-31T12:00:02.5Z","msg":"no"}',
  ],
  ["[2026-01-31T12:00:01,234][ERROR] no", "[2026-01-31T12:00:09,001][ERROR] no"],
])("the time makes no difference: %j", (first, second) => {
  expect(distinctLines([first, second])).toEqual([{ text: second, times: 2 }]);
});

test("another number is another line", () => {
  expect(distinctLines(["shard 1", "shard 2"])).toHaveLength(2);
});
