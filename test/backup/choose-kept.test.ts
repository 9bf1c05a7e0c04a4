import { expect, test } from "vitest";
import { chooseKept } from "../../src/backup/choose-kept.ts";

const at = (text: string): { readonly createdMs: number; readonly text: string } => {
  return { createdMs: Date.parse(text), text };
};
// 2026-11-29 is a Sunday.
const all = [
  "2026-11-29T20:00:00Z",
  "2026-11-29T08:00:00Z",
  "2026-11-28T20:00:00Z",
  "2026-11-26T20:00:00Z",
  "2026-11-23T00:00:00Z",
  "2026-11-22T23:59:59Z",
  "2026-11-10T20:00:00Z",
].map(at);

test.each([
  ["nothing without a rule", {}, []],
  ["the newest", { last: 2 }, ["2026-11-29T20:00:00Z", "2026-11-29T08:00:00Z"]],
  [
    "the newest of each day that has one",
    { daily: 3 },
    ["2026-11-29T20:00:00Z", "2026-11-28T20:00:00Z", "2026-11-26T20:00:00Z"],
  ],
  [
    "the newest of each week that has one, from Monday",
    { weekly: 3 },
    ["2026-11-29T20:00:00Z", "2026-11-22T23:59:59Z", "2026-11-10T20:00:00Z"],
  ],
  [
    "what any rule keeps, once",
    { last: 2, daily: 1, weekly: 2 },
    ["2026-11-29T20:00:00Z", "2026-11-29T08:00:00Z", "2026-11-22T23:59:59Z"],
  ],
  ["all where there are fewer", { last: 100 }, all.map(({ text }) => text)],
])("keeps %s", (_, keeping, kept) => {
  expect(chooseKept(all.toReversed(), keeping).map(({ text }) => text)).toEqual(kept);
});
