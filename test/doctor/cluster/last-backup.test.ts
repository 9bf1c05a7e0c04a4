import { expect, test } from "vitest";
import { interpretLastBackup } from "../../../src/doctor/cluster/last-backup.ts";
import type { LastBackup } from "../../../src/interfaces/last-backup.ts";

const nowMs = Date.parse("2026-11-29T12:00:00Z");
const told = (last: LastBackup | undefined, isThere = true) =>
  interpretLastBackup({ read: () => last, isThere: () => isThere }, nowMs);
const madeOn = (createdAt: string): LastBackup => ({ path: "/b/one.backup.tar", createdAt });

test("where no backup was made, nobody is told so", () => {
  expect(told(undefined)).toEqual([]);
});

test.each([
  ["of an hour ago", "2026-11-29T11:00:00Z", "ok", "/b/one.backup.tar, of 2026-11-29T11:00:00Z"],
  ["of a day ago", "2026-11-28T11:00:00Z", "ok", "/b/one.backup.tar, 1 day old"],
  ["of a week ago", "2026-11-22T11:00:00Z", "warning", "/b/one.backup.tar, 7 days old"],
  ["of less than a week ago", "2026-11-22T13:00:00Z", "ok", "/b/one.backup.tar, 6 days old"],
])("a backup %s", (_, createdAt, state, seen) => {
  expect(told(madeOn(createdAt))).toMatchObject([{ state, seen }]);
});

test("a backup that is gone is a warning, with what to do", () => {
  expect(told(madeOn("2026-11-29T11:00:00Z"), false)).toEqual([
    {
      state: "warning",
      seen: "/b/one.backup.tar, of 2026-11-29T11:00:00Z, is not there any more",
      todo: "temporal-start backup create",
    },
  ]);
});
