import { expect, test } from "vitest";
import type { KnownBackup } from "../../../src/commands/status/last-backup.ts";
import { renderPointInTime } from "../../../src/commands/status/point-in-time.ts";
import type { ServiceHealth } from "../../../src/health/health-report.ts";
import { plainStyle as style } from "../../../src/output/style.ts";

const row = (probe: ServiceHealth["probe"]): ServiceHealth => ({
  service: "temporal-wal-receiver",
  title: "WAL receiver",
  verdict: "healthy",
  reason: "",
  hint: null,
  probe,
  container: null,
});
const received = row({
  ok: true,
  summary: "",
  facts: { slot: "one", behindBytes: 2_000, oldestFile: "000000010000000000000002" },
  latencyMs: 1,
});
const backup = { path: "/b/one.backup.tar", createdAt: "2026-01-30T10:11:12.000Z", isThere: true };
const wal = { slot: "one", file: "000000010000000000000002" };
const told = (services: readonly ServiceHealth[], last?: KnownBackup): string =>
  renderPointInTime({ services }, last, { style });

test("nothing is told where nothing is kept, and where nobody receives, that", () => {
  expect(told([], backup)).toBe("");
  expect(told([row(null)], { ...backup, wal })).toContain("not now; what is written is not kept: temporal-start start");
});

test("a backup through the same slot leads to any moment since", () => {
  expect(told([received], { ...backup, wal })).toContain("any moment since that backup; the archive is 2 kB behind");
});

test.each([
  ["no backup", undefined],
  ["one from before", backup],
  ["one through another slot", { ...backup, wal: { ...wal, slot: "another" } }],
  ["one whose log went for want of room", { ...backup, wal: { ...wal, file: "000000010000000000000001" } }],
  ["one whose file is gone", { ...backup, wal, isThere: false }],
])("%s leads nowhere, and a new one is asked for", (_, last) => {
  expect(told([received], last)).toContain("temporal-start backup create");
});
