import { describe, expect, test } from "vitest";
import { reportHealth } from "../../src/health/health-report.ts";
import type { ServiceObservation } from "../../src/health/service-observation.ts";
import { renderStatus } from "../../src/output/render-status.ts";
import { plainStyle } from "../../src/output/style.ts";
import type { ProbeResult } from "../../src/probes/probe.ts";
import { containerOf } from "../support/containers.ts";
import { testLastingUnits, testTopology } from "../support/settings.ts";

const nowMs = Date.parse("2026-01-31T12:00:00Z");
const details = { startedAtMs: nowMs - 93_784_000, restartCount: 0, outOfMemory: false };
const works: ProbeResult = { ok: true, summary: "works", facts: { version: "1.2" }, latencyMs: 4.4 };

const healthy = testLastingUnits.map(
  (unit): ServiceObservation => ({
    unit,
    container: containerOf(unit.name),
    details,
    ...(unit.probe === undefined ? {} : { probe: works }),
  }),
);

describe("the status as a table", () => {
  test("of a healthy cluster", () => {
    expect(renderStatus(reportHealth(testTopology(), healthy, nowMs), plainStyle)).toBe(
      `Instance default is healthy.

SERVICE                 STATE    PROBE    VERSION  UPTIME  PORTS                IMAGE
temporal-postgres       healthy  ok 4 ms  1.2      1d 2h   127.0.0.1:5433→5432  postgres:15.4-bookworm
temporal-elasticsearch  healthy  ok 4 ms  1.2      1d 2h   127.0.0.1:9200→9200  docker.elastic.co/elasticsearch/elasticsearch:7.17.9
temporal-server         healthy  ok 4 ms  1.2      1d 2h   127.0.0.1:7233→7233  temporalio/server:1.22.0
temporal-web            healthy  ok 4 ms  1.2      1d 2h   127.0.0.1:8088→8080  temporalio/ui:2.21.3
temporal-cli            healthy  –        –        1d 2h   –                    temporalio/admin-tools:1.22.0
`,
    );
  });

  test("of a degraded one names each fault with what to type", () => {
    const fault: ProbeResult = { ok: false, fault: "refused", message: "Nothing listens.", hint: "Do.", latencyMs: 1 };
    const [postgres, elasticsearch, ...rest] = healthy;
    if (postgres === undefined || elasticsearch === undefined) throw new Error("No services.");
    const observations = [{ ...postgres, probe: fault }, { unit: elasticsearch.unit }, ...rest];
    expect(
      renderStatus(reportHealth(testTopology({ TEMPORAL_INSTANCE: "blue" }), observations, nowMs), plainStyle),
    ).toBe(
      `Instance blue is degraded.

SERVICE                 STATE      PROBE         VERSION  UPTIME  PORTS                IMAGE
temporal-postgres       unhealthy  refused 1 ms  –        1d 2h   127.0.0.1:5433→5432  postgres:15.4-bookworm
temporal-elasticsearch  absent     –             –        –       –                    –
temporal-server         healthy    ok 4 ms       1.2      1d 2h   127.0.0.1:7233→7233  temporalio/server:1.22.0
temporal-web            healthy    ok 4 ms       1.2      1d 2h   127.0.0.1:8088→8080  temporalio/ui:2.21.3
temporal-cli            healthy    –             –        1d 2h   –                    temporalio/admin-tools:1.22.0

temporal-postgres: Nothing listens.
  → Do.
temporal-elasticsearch: No container.

Next: temporal-start --instance blue start
`,
    );
  });

  test("of a stopped one says so, and what to type next", () => {
    const stopped = healthy.map(({ unit }) => ({
      unit,
      container: containerOf(unit.name, { state: "exited", exitCode: 143, ports: [] }),
    }));
    const text = renderStatus(reportHealth(testTopology(), stopped, nowMs), plainStyle);
    expect(text).toMatch(/^Instance default is stopped\.\n/);
    expect(text).toMatch(/admin-tools:1\.22\.0\n\nNext: temporal-start start\n$/);
    expect(text).not.toContain("exit code");
  });

  test("tells what has to be known although every service works, and does not send to a start", () => {
    const report = reportHealth(testTopology(), healthy, nowMs);
    const notice = {
      id: "INDEX_PARTIAL",
      level: "fault",
      service: "temporal-elasticsearch",
      message: "Lost.",
      hint: "Do.",
    } as const;
    const text = renderStatus({ ...report, verdict: "degraded", notices: [notice] }, plainStyle);
    expect(text).toMatch(/^Instance default is degraded\.\n/);
    expect(text).toContain("\n\ntemporal-elasticsearch: Lost.\n  → Do.\n");
    expect(text).not.toContain("Next:");
  });

  test.each([
    ["healthy", "good"],
    ["stopped", "caution"],
    ["degraded", "bad"],
  ] as const)("%s is marked as %s", (verdict, mark) => {
    const style = { ...plainStyle, [mark]: (text: string) => `<${text}>` };
    expect(renderStatus({ instance: "", verdict, services: [], notices: [] }, style)).toContain(`<${verdict}>`);
  });
});
