import { expect, test } from "vitest";
import type { ServiceName } from "../../src/cluster/services/index.ts";
import { changesBetween } from "../../src/health/health-changes.ts";
import { type HealthReport, reportHealth } from "../../src/health/health-report.ts";
import type { ContainerFacts } from "../../src/interfaces/engine-facts.ts";
import { containerOf } from "../support/containers.ts";
import { testLastingUnits, testTopology } from "../support/settings.ts";

const nowMs = Date.parse("2026-01-31T12:00:00Z");

function report(
  changes: Partial<Record<ServiceName, Partial<ContainerFacts>>> = {},
  startedAtMs: Partial<Record<ServiceName, number>> = {},
): HealthReport {
  const observations = testLastingUnits.map((unit) => ({
    unit,
    container: containerOf(unit.name, changes[unit.name]),
    details: { startedAtMs: startedAtMs[unit.name] ?? nowMs - 60_000, restartCount: 0, outOfMemory: false },
  }));
  return reportHealth(testTopology(), observations, nowMs);
}

test("nothing changes between two looks that see the same", () => {
  expect(changesBetween(report(), report())).toEqual([]);
});

test("each service whose verdict changes is told with the reason of now", () => {
  const exited = { state: "exited", exitCode: 137 } as const;
  const after = report({ "temporal-web": exited, "temporal-postgres": { state: "paused" } });
  expect(changesBetween(report(), after)).toEqual([
    { service: "temporal-postgres", from: "healthy", to: "paused", reason: "The container is paused." },
    { service: "temporal-web", from: "healthy", to: "stopped", reason: "The container is exited, exit code 137." },
  ]);
});

test("a container that was started anew between two looks is told although it is healthy again", () => {
  expect(changesBetween(report(), report({}, { "temporal-web": nowMs - 1_000 }))).toEqual([
    { service: "temporal-web", from: "healthy", to: "healthy", reason: "The container was started anew." },
  ]);
});

test("one that was started between two looks and has ended again is not told as started", () => {
  const ended = { "temporal-web": { state: "exited", exitCode: 1 } } as const;
  const [change] = changesBetween(report(ended), report(ended, { "temporal-web": nowMs - 1_000 }));
  expect(change).toMatchObject({
    from: "stopped",
    to: "stopped",
    reason: "The container was started, and has ended again.",
  });
});
