import { describe, expect, test } from "vitest";
import { type HealthReport, reportHealth } from "../../src/health/health-report.ts";
import { containerOf } from "../support/containers.ts";
import { testTopology, testUnit } from "../support/settings.ts";

type Facts = Readonly<Record<string, string>>;

/** Both stores answer; of the database and of the index what is told. */
function reportOf(database: Facts, index: Facts): HealthReport {
  const observations = (
    [
      ["temporal-postgres", database],
      ["temporal-elasticsearch", index],
    ] as const
  ).map(([name, facts]) => {
    const probe = { ok: true, summary: "answers", facts, latencyMs: 1 } as const;
    return { unit: testUnit(name), container: containerOf(name), probe };
  });
  return reportHealth(testTopology({ TEMPORAL_INSTANCE: "blue" }), observations, 0);
}

const database = { database: "7001.16384" };

describe("A cluster whose services all work", () => {
  test("is healthy where the index lists what the database has", () => {
    const report = reportOf(database, { recordsOf: "7001.16384", records: "whole" });
    expect(report).toMatchObject({ verdict: "healthy", notices: [] });
  });

  test("is not accused where nobody has marked the index yet", () => {
    expect(reportOf(database, {})).toMatchObject({ verdict: "healthy", notices: [] });
  });

  test("is degraded where the index was lost, until that is mended", () => {
    const { verdict, services, notices } = reportOf(database, { recordsOf: "7001.16384", records: "partial" });
    expect(verdict).toBe("degraded");
    expect(services.map((row) => row.verdict)).toEqual(["healthy", "healthy"]);
    expect(notices).toMatchObject([{ id: "INDEX_PARTIAL", service: "temporal-elasticsearch" }]);
    expect(notices[0]?.hint).toContain("temporal-start --instance blue visibility rebuild");
  });

  test.each(["whole", "partial"])("is degraded where the index, %s, takes no records", (records) => {
    const index = { recordsOf: "7001.16384", records, blocks: "index.blocks.write" };
    const { verdict, notices } = reportOf(database, index);
    const notice = notices.find(({ id }) => id === "INDEX_READ_ONLY");
    expect({ verdict, service: notice?.service }).toEqual({ verdict: "degraded", service: "temporal-elasticsearch" });
    expect(notice?.message).toContain("index.blocks.write");
  });

  test("is degraded where the index has the records of another database", () => {
    const { verdict, notices } = reportOf(database, { recordsOf: "7002.16384", records: "whole" });
    expect({ verdict, ids: notices.map(({ id }) => id) }).toEqual({
      verdict: "degraded",
      ids: ["INDEX_OF_OTHER_DATABASE"],
    });
  });
});
