import { expect, test } from "vitest";
import type { Snapshot } from "../../src/plan/observed-state.ts";
import { type Meant, planStart } from "../../src/plan/plan.ts";
import { containerOf, snapshotOf } from "../support/containers.ts";
import { type TestSettings, testSettings } from "../support/settings.ts";

test("a server that asks for certificates is not opened by a line that is missing", () => {
  const closed = snapshotOf([containerOf("temporal-server", { marks: { security: "tls" } })]);
  const planFor = (asked: TestSettings, snapshot: Snapshot, moves: readonly Meant[] = []) =>
    planStart({ settings: asked.values, topology: asked.topology, snapshot, moves }).blockers;
  const [off, tls, full] = ["off", "tls", "full"].map((degree) => testSettings({ TEMPORAL_SECURITY: degree }));
  if (off === undefined || tls === undefined || full === undefined) throw new Error("Three there are.");
  expect(planFor(off, closed)).toMatchObject([{ code: "SECURITY_TAKEN_OFF" }]);
  expect(planFor(tls, closed)).toEqual([]);
  const withTokens = snapshotOf([
    containerOf("temporal-postgres", { marks: { security: "tls" } }),
    containerOf("temporal-server", { marks: { security: "full" } }),
  ]);
  expect(planFor(off, withTokens)).toMatchObject([
    { hint: expect.stringContaining("TEMPORAL_SECURITY=full") as string },
  ]);
  expect(planFor(tls, withTokens)).toMatchObject([
    { code: "SECURITY_TAKEN_OFF", message: expect.stringContaining("asks everybody for a token") as string },
  ]);
  expect(planFor(full, closed)).toEqual([]);
  expect(planFor(off, snapshotOf([containerOf("temporal-server")]))).toEqual([]);
  // By the command that is for it.
  expect(planFor(off, withTokens, ["security"])).toEqual([]);
});
