import { expect, test } from "vitest";
import { createQuietReporter, createTextReporter } from "../../../src/output/start/text-reporter.ts";
import { plainStyle } from "../../../src/output/style.ts";
import type { StartProgress } from "../../../src/progress/start-progress.ts";

const service = "temporal-postgres";

test.each([
  [{ kind: "step", action: "create", subject: service }, "  create    temporal-postgres"],
  [
    { kind: "service", service, state: "starting", seconds: 0, detail: "" },
    "  starting  temporal-postgres        0.0 s",
  ],
  [
    { kind: "service", service, state: "ready", seconds: 1.26, detail: "15.4" },
    "  ready     temporal-postgres        1.3 s  15.4",
  ],
  [
    { kind: "service", service, state: "failed", seconds: 100, detail: "no" },
    "  failed    temporal-postgres      100.0 s  no",
  ],
  [{ kind: "namespace", name: "default", action: "register", seconds: 2 }, "  namespace default created    2.0 s"],
  [{ kind: "namespace", name: "default", action: "nothing", seconds: 2 }, "  namespace default ready    2.0 s"],
] as const)("%j is one line", (progress: StartProgress, line) => {
  const lines: string[] = [];
  createTextReporter((text) => lines.push(text), plainStyle).progress(progress);
  expect(lines.map((text) => text.trimEnd())).toEqual([line]);
});

test("notes are written as they are and warnings are marked", () => {
  const lines: string[] = [];
  const reporter = createTextReporter((text) => lines.push(text), plainStyle);
  reporter.note("A note.");
  reporter.warn("Take care.");
  expect(lines).toEqual(["A note.", "Warning: Take care."]);
});

test("for programs only warnings are kept", () => {
  const warnings: string[] = [];
  const reporter = createQuietReporter(warnings);
  reporter.note("A note.");
  reporter.progress({ kind: "step", action: "create", subject: service });
  reporter.warn("Take care.");
  expect(warnings).toEqual(["Take care."]);
});
