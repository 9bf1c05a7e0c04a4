import { describe, expect, test } from "vitest";
import { noticesOf } from "../../src/health/notices.ts";
import type { ServiceObservation } from "../../src/health/service-observation.ts";
import { containerOf } from "../support/containers.ts";
import { testUnit } from "../support/settings.ts";

const nowMs = Date.parse("2026-01-31T12:00:00Z");
const unit = testUnit("temporal-server");

const told = (seen: Omit<ServiceObservation, "unit">) =>
  noticesOf([{ unit, container: containerOf("temporal-server"), ...seen }], nowMs);

describe("A service that runs", () => {
  const restarted = { restartCount: 5, outOfMemory: false, finishedAtMs: nowMs - 20_000 };

  test("and was killed for lack of memory a moment ago is named, with what helps", () => {
    const [notice] = told({ details: restarted, ends: [{ id: "x", exitCode: 137, outOfMemory: true }] });
    expect(notice).toMatchObject({
      id: "RESTARTED",
      service: "temporal-server",
      message: "It was killed for lack of memory 20 s ago, and was restarted 5 times since it was made.",
    });
    expect(notice?.hint).toContain("TEMPORAL_SERVER_MEMORY");
  });

  test("and crashed a moment ago is named, with its log", () => {
    const [notice] = told({ details: restarted, ends: [{ id: "x", exitCode: 2, outOfMemory: false }] });
    expect(notice?.message).toContain("It ended by itself with exit code 2 20 s ago");
    expect(notice?.hint).toBe("temporal-start logs temporal-server --tail 100");
  });

  test.each([
    ["was restarted long ago", { ...restarted, finishedAtMs: nowMs - 7_200_000 }],
    ["was never restarted by the engine", { ...restarted, restartCount: 0 }],
  ])("and %s is not named", (_, details) => {
    expect(told({ details })).toEqual([]);
  });
});
