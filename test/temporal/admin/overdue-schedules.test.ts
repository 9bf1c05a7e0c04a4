import { expect, test } from "vitest";
import { overdueSchedules } from "../../../src/temporal/admin/overdue-schedules.ts";

const nowMs = Date.parse("2026-01-31T12:00:00Z");
type Service = Parameters<typeof overdueSchedules>[0];

const within: Parameters<typeof overdueSchedules>[3] = (_, call) => call();

interface Listed {
  readonly id: string;
  /** Seconds from now. */
  readonly due?: number;
  readonly paused?: boolean;
}

/** A server with these schedules; `spent` have no actions left, and those that are stuck do not answer. */
function serviceWith(
  listed: readonly Listed[],
  spent: readonly string[] = [],
  deleted: readonly string[] = [],
): Service {
  const schedules = listed.map(({ id, due, paused = false }) => ({
    scheduleId: id,
    info: { paused, futureActionTimes: due === undefined ? [] : [{ seconds: nowMs / 1000 + due }] },
  }));
  return {
    listSchedules: () => Promise.resolve({ schedules }),
    describeSchedule: ({ scheduleId }: { readonly scheduleId: string }) =>
      spent.includes(scheduleId)
        ? Promise.resolve({ schedule: { state: { limitedActions: true, remainingActions: 0 } } })
        : Promise.reject(
            Object.assign(new Error("silent"), { code: deleted.includes(scheduleId) ? 5 : 4, details: "" }),
          ),
  } as unknown as Service;
}

test("those that should have acted a while ago are told, the longest overdue first", async () => {
  const service = serviceWith(
    [
      { id: "soon", due: 30 },
      { id: "a moment late", due: -30 },
      { id: "late", due: -61 },
      { id: "later", due: -600 },
      { id: "paused", due: -600, paused: true },
      { id: "without a time" },
      { id: "spent", due: -600 },
    ],
    ["spent"],
  );
  expect(await overdueSchedules(service, "default", nowMs, within)).toEqual({
    ids: ["later", "late"],
    sinceMs: nowMs - 600_000,
  });
});

test("one that is spent, or was deleted, hides none", async () => {
  const spent = Array.from({ length: 7 }, (_, index) => `spent-${String(index)}`);
  const all = [...spent, "deleted", "stuck"].map((id, index) => ({ id, due: index - 600 }));
  const found = await overdueSchedules(serviceWith(all, spent, ["deleted"]), "default", nowMs, within);
  expect(found?.ids).toEqual(["stuck"]);
});

test.each([
  ["none is late", serviceWith([{ id: "soon", due: 30 }])],
  ["the server does not list them", { listSchedules: () => Promise.reject(new Error("no")) } as unknown as Service],
])("nothing is told where %s", async (_, service) => {
  expect(await overdueSchedules(service, "default", nowMs, within)).toBeUndefined();
});
