import { expect, test } from "vitest";
import { reportHealth } from "../../src/health/health-report.ts";
import { screenSights } from "../../src/output/status-stream.ts";
import { plainStyle } from "../../src/output/style.ts";
import { containerOf } from "../support/containers.ts";
import { createScreen } from "../support/screen.ts";
import { testLastingUnits, testTopology } from "../support/settings.ts";

const nowMs = Date.parse("2026-01-31T12:00:00Z");

/** Two of the services have ended. */
const report = reportHealth(
  testTopology(),
  testLastingUnits.map((unit, index) => ({
    unit,
    container: containerOf(unit.name, index < 2 ? { state: "exited", exitCode: 1 } : {}),
  })),
  nowMs,
);
const change = { service: "temporal-web", from: "healthy", to: "stopped", reason: "It ended." } as const;

test.each([24, 12, 8, 5, 2])(
  "on a terminal of %i lines nothing scrolls away, and the end says how to leave",
  async (rows) => {
    const screen = createScreen(100, rows);
    const toText = screenSights({ style: plainStyle, intervalSeconds: 2, screenLines: () => rows });
    screen.write(toText({ kind: "first", report }, nowMs));
    for (let look = 0; look < 9; look += 1) screen.write(toText({ kind: "next", report, changes: [change] }, nowMs));
    const lines = await screen.lines();
    expect(lines.length).toBeLessThanOrEqual(rows);
    expect(lines.at(-1)).toContain("Ctrl-C ends.");
    if (rows > 4) expect(lines[0]).toBe("Instance default is degraded.");
  },
);
