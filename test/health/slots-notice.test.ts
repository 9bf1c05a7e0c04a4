import { expect, test } from "vitest";
import { topologyOf, unitNamed } from "../../src/cluster/topology.ts";
import { slotsNotice } from "../../src/health/slots-notice.ts";
import { containerOf } from "../support/containers.ts";
import { testSettings, testUnit } from "../support/settings.ts";

const seen = (facts: Readonly<Record<string, string | number>>) => ({
  unit: testUnit("temporal-postgres"),
  container: containerOf("temporal-postgres"),
  probe: { ok: true, summary: "", facts, latencyMs: 1 } as const,
});
const receiver = unitNamed(topologyOf(testSettings({ POSTGRES_WAL_ARCHIVE: "true" }).values), "temporal-wal-receiver");

test("what is held back for a receiver that was switched off is told, with the command that ends it", () => {
  const [notice] = slotsNotice([seen({ idleSlots: 1 })]);
  expect(notice).toMatchObject({ id: "WAL_HELD_BACK", level: "warning", service: "temporal-postgres" });
  expect(notice?.hint).toContain("docker exec temporal-postgres");
});

test("nothing is told where there is no slot, or the receiver is on", () => {
  expect(receiver).toBeDefined();
  expect(slotsNotice([seen({})])).toEqual([]);
  expect(slotsNotice([seen({ idleSlots: 1 }), ...(receiver === undefined ? [] : [{ unit: receiver }])])).toEqual([]);
});
