import { expect, test } from "vitest";
import { schedulesNotice } from "../../src/health/schedules-notice.ts";
import type { ServiceObservation } from "../../src/health/service-observation.ts";
import { containerOf } from "../support/containers.ts";
import { testUnit } from "../support/settings.ts";

const nowMs = Date.parse("2026-01-31T12:00:00Z");
const late = { namespace: "default", overdueSchedules: "report, billing", overdueSince: "2026-01-31T11:50:00.000Z" };

function noticesOf(facts: Readonly<Record<string, string>>, upForMs: number) {
  const seen: ServiceObservation = {
    unit: testUnit("temporal-server"),
    container: containerOf("temporal-server"),
    details: { startedAtMs: nowMs - upForMs, restartCount: 0, outOfMemory: false },
    probe: { ok: true, summary: "", facts, latencyMs: 1 },
  };
  return schedulesNotice(seen, nowMs);
}

test("schedules that have not acted make the cluster degraded, and are named", () => {
  const [notice] = noticesOf(late, 600_000);
  expect(notice).toMatchObject({ id: "SCHEDULES_STUCK", level: "fault", service: "temporal-server" });
  expect(notice?.message).toBe(
    "Schedules of namespace default should have acted since 2026-01-31T11:50:00.000Z and did not: report, billing.",
  );
});

test.each([
  ["where there are none", { namespace: "default" }, 600_000],
  ["while a server that has just started catches up", late, 60_000],
])("nothing is told %s", (_, facts, upForMs) => {
  expect(noticesOf(facts, upForMs)).toEqual([]);
});
