import { describe, expect, test } from "vitest";
import { unitNamed } from "../../src/cluster/topology.ts";
import { defined } from "../../src/defined.ts";
import { reportHealth } from "../../src/health/health-report.ts";
import type { ServiceObservation } from "../../src/health/service-observation.ts";
import type { ProbeResult } from "../../src/probes/probe.ts";
import { containerOf } from "../support/containers.ts";
import { withExternalPostgres } from "../support/invented-services.ts";
import { testTopology, testUnit } from "../support/settings.ts";

const nowMs = Date.parse("2026-01-31T12:00:00Z");
const web = testUnit("temporal-web");
const works: ProbeResult = { ok: true, summary: "page and API", facts: {}, latencyMs: 12 };
const fails: ProbeResult = { ok: false, fault: "refused", message: "Nothing listens.", hint: "Do.", latencyMs: 1 };

const rowOf = (observation: Omit<ServiceObservation, "unit">) =>
  reportHealth(testTopology(), [{ unit: web, ...observation }], nowMs).services[0];

describe("the verdict on a service", () => {
  test.each([
    ["no container", {}, "absent", "No container."],
    ["a probe that works", { container: containerOf("temporal-web"), probe: works }, "healthy", "page and API"],
    ["a probe that fails", { container: containerOf("temporal-web"), probe: fails }, "unhealthy", "Nothing listens."],
    [
      "a probe that works where the health check fails",
      { container: containerOf("temporal-web", { health: "unhealthy" }), probe: works },
      "healthy",
      "page and API",
    ],
    [
      "a probe that fails before the start period of the container is over",
      { container: containerOf("temporal-web", { health: "starting" }), probe: fails },
      "starting",
      "Nothing listens.",
    ],
    ["no probe", { container: containerOf("temporal-cli") }, "healthy", "The container runs."],
    [
      "no probe, and a health check that fails",
      { container: containerOf("temporal-cli", { health: "unhealthy" }) },
      "unhealthy",
      "The container's health check fails.",
    ],
    [
      "an ended container",
      { container: containerOf("temporal-web", { state: "exited", exitCode: 1 }), probe: works },
      "stopped",
      "The container is exited, exit code 1.",
    ],
    [
      "a paused container",
      { container: containerOf("temporal-web", { state: "paused" }) },
      "paused",
      "The container is paused.",
    ],
  ] as const)("from %s", (_, observation, verdict, reason) => {
    expect(rowOf(observation)).toMatchObject({ verdict, reason });
  });
});

test("what to type next names the instance", () => {
  const probe: ProbeResult = { ...fails, hint: "Type temporal-start start." };
  const { services } = reportHealth(
    testTopology({ TEMPORAL_INSTANCE: "blue" }),
    [{ unit: web, container: containerOf("temporal-web"), probe }],
    nowMs,
  );
  expect(services[0]?.hint).toBe("Type temporal-start --instance blue start.");
});

describe("the verdict on the cluster", () => {
  const well = { unit: web, container: containerOf("temporal-web"), probe: works };
  const absent = { unit: web };
  const ended = { unit: web, container: containerOf("temporal-web", { state: "exited" }) };
  const broken = { unit: web, container: containerOf("temporal-web"), probe: fails };

  test.each([
    ["healthy", [well, well]],
    ["stopped", [absent, absent]],
    ["stopped", [absent, ended]],
    ["degraded", [well, absent]],
    ["degraded", [well, ended]],
    ["degraded", [broken, broken]],
  ] as const)("is %s", (verdict, observations) => {
    expect(reportHealth(testTopology(), observations, nowMs).verdict).toBe(verdict);
  });

  test.each([works, undefined])("is stopped where only a store runs that is somewhere else and tells %o", (probe) => {
    const store = unitNamed(withExternalPostgres, "temporal-postgres");
    if (store === undefined) throw new Error("No such unit.");
    const observations = [{ unit: store, ...defined({ probe }) }, absent];
    expect(reportHealth(withExternalPostgres, observations, nowMs).verdict).toBe("stopped");
  });
});

describe("a stopped service", () => {
  const endedWith = (exitCode: number, more: object = {}): ServiceObservation => ({
    unit: web,
    container: containerOf("temporal-web", { state: "exited", exitCode }),
    details: { restartCount: 0, outOfMemory: false, ...more },
  });
  const well = { unit: testUnit("temporal-cli"), container: containerOf("temporal-cli") };
  const reasonOf = (...observations: ServiceObservation[]) =>
    reportHealth(testTopology(), observations, nowMs).services[0]?.reason;

  test.each([0, 2, 130, 137, 143])("that ended with %i, while nothing runs, was stopped", (exitCode) => {
    expect(reasonOf(endedWith(exitCode), { unit: well.unit })).toBe("Stopped.");
  });

  test.each([
    ["an exit code that nothing else explains", [endedWith(1)], "The container is exited, exit code 1."],
    ["others that run", [endedWith(143), well], "The container is exited, exit code 143."],
    [
      "the kernel's kill",
      [endedWith(137, { outOfMemory: true })],
      "The container is exited, exit code 137: it was killed for lack of memory.",
    ],
  ])("with %s keeps its words", (_, observations, reason) => {
    expect(reasonOf(...observations)).toBe(reason);
  });
});

test("a row tells a program everything about the container", () => {
  const details = { startedAtMs: nowMs - 90_400, restartCount: 2, outOfMemory: false };
  expect(rowOf({ container: containerOf("temporal-web"), details, probe: fails })).toEqual({
    service: "temporal-web",
    title: "Web UI",
    verdict: "unhealthy",
    reason: "Nothing listens.",
    hint: "Do.",
    probe: fails,
    container: {
      name: "temporal-web",
      state: "running",
      health: "healthy",
      image: "temporalio/ui:2.21.3",
      exitCode: null,
      startedAt: "2026-01-31T11:58:29.600Z",
      uptimeSeconds: 90,
      restartCount: 2,
      ports: ["127.0.0.1:8088→8080"],
    },
  });
});

test.each([
  ["an ended container has no uptime", containerOf("temporal-web", { state: "exited" }), nowMs - 1_000, null],
  ["a paused container goes on being up", containerOf("temporal-web", { state: "paused" }), nowMs - 1_000, 1],
  ["a clock that runs behind gives no negative uptime", containerOf("temporal-web"), nowMs + 5_000, 0],
])("%s", (_, container, startedAtMs, uptimeSeconds) => {
  const details = { startedAtMs, restartCount: 0, outOfMemory: false };
  expect(rowOf({ container, details })?.container?.uptimeSeconds).toBe(uptimeSeconds);
});
