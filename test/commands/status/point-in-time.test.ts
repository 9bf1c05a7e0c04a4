import { expect, test } from "vitest";
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
const received = row({ ok: true, summary: "", facts: { slot: "one", behindBytes: 2_000 }, latencyMs: 1 });
const backup = { path: "/b/one.backup.tar", createdAt: "2026-01-30T10:11:12.000Z" };
const told = (services: readonly ServiceHealth[], last?: typeof backup & { walSlot?: string }): string =>
  renderPointInTime({ services }, last, { style });

test("nothing is told where nothing is kept, or nobody knows", () => {
  expect(told([], backup)).toBe("");
  expect(told([row(null)], backup)).toBe("");
});

test("a backup through the same slot leads to any moment since", () => {
  expect(told([received], { ...backup, walSlot: "one" })).toContain(
    "any moment since that backup; the archive is 2 kB behind",
  );
});

test.each([undefined, backup, { ...backup, walSlot: "another" }])(
  "another backup, or none, leads nowhere yet",
  (last) => {
    expect(told([received], last)).toContain("not yet, a backup has to come first: temporal-start backup create");
  },
);
