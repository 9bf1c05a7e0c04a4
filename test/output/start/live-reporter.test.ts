import { stripVTControlCharacters } from "node:util";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createLiveReporter, type LiveReporter } from "../../../src/output/start/live-reporter.ts";
import { plainStyle } from "../../../src/output/style.ts";
import type { StartDetail } from "../../../src/progress/start-progress.ts";

const startedMs = 1_000_000;
const step = {
  action: "create",
  image: "ui:1",
  isNew: true,
  isAwaited: true,
  kind: "service",
  role: "addon",
  waitsForJobs: [],
} as const;
const plan: StartDetail = {
  kind: "planned",
  startedMs,
  services: [
    { ...step, service: "temporal-server", subject: "temporal-server" },
    { ...step, service: "temporal-web", subject: "temporal-web" },
  ],
};
const waiting = "  waiting   temporal-server\n  waiting   temporal-web\n";

let nowMs: number;
let written: string;
let terminal: { columns: number; rows: number; write: (text: string) => void };
let reporter: LiveReporter;

/** What was written since the last call, without the codes that move the cursor. */
function takeText(): string {
  const text = stripVTControlCharacters(written);
  written = "";
  return text;
}

/** The library has been loaded and the first rows are there. */
async function isShown(): Promise<void> {
  await vi.waitFor(() => {
    expect(written).toContain("temporal-web");
  });
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  nowMs = startedMs;
  written = "";
  const write = (text: string): void => void (written += text);
  terminal = { columns: 80, rows: 24, write };
  const writeLine = (line: string): void => {
    write(`${line}\n`);
  };
  reporter = createLiveReporter({ terminal, writeLine, style: plainStyle, now: () => nowMs });
});

afterEach(() => {
  reporter.end();
  vi.useRealTimers();
});

test("before there is a plan, and without one, lines are written", () => {
  reporter.progress({ kind: "step", action: "create", subject: "temporal-web" });
  reporter.note("A note.");
  reporter.end();
  expect(written).toBe("  create    temporal-web\nA note.\n");
});

test("a start that is over at once leaves its rows and moves no cursor", async () => {
  reporter.detail?.(plan);
  reporter.end();
  await import("../../../src/output/start/live-frame.ts");
  vi.advanceTimersByTime(1_000);
  expect(written).toBe(waiting);
});

describe("while rows are shown", () => {
  beforeEach(async () => {
    reporter.detail?.(plan);
    await isShown();
    expect(takeText()).toBe(waiting);
  });

  test("only what changed is written", () => {
    reporter.progress({ kind: "service", service: "temporal-web", state: "starting", seconds: 1, detail: "ui:1" });
    nowMs += 1_000;
    vi.advanceTimersByTime(100);
    expect(takeText().trimEnd()).toBe("  starting  temporal-web             1.0 s  ui:1");
    nowMs += 1_000;
    vi.advanceTimersByTime(100);
    expect(takeText().trimEnd()).toBe("  starting  temporal-web             2.0 s  ui:1");
    vi.advanceTimersByTime(100);
    expect(takeText()).toBe("");
  });

  test.each([
    [
      "a note",
      () => {
        reporter.note("Take this.");
      },
      "Take this.\n",
    ],
    [
      "a warning",
      () => {
        reporter.warn("Take care.");
      },
      "Warning: Take care.\n",
    ],
  ] as const)("%s is written above them", (_, tell, line) => {
    tell();
    expect(takeText()).toBe(`${line}${waiting}`);
  });

  test("a second plan takes their place, and nothing goes on after the end", async () => {
    reporter.progress({ kind: "service", service: "temporal-web", state: "ready", seconds: 1, detail: "" });
    reporter.detail?.(plan);
    await import("../../../src/output/start/live-frame.ts");
    vi.advanceTimersByTime(100);
    expect(takeText()).toBe("");
    reporter.end();
    expect(takeText()).toBe(waiting);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("the end leaves them as lines, with the culprit marked, and is the end", () => {
    nowMs += 2_000;
    reporter.end("temporal-web");
    expect(takeText()).toBe("  waiting   temporal-server\n  failed    temporal-web             2.0 s\n");
    vi.advanceTimersByTime(1_000);
    reporter.end();
    expect(written).toBe("");
  });

  test.each([80, 60])("what remains of them takes one line each on %i columns, and all remain", (columns) => {
    terminal.columns = columns;
    terminal.rows = 2;
    const detail = "docker.elastic.co/elasticsearch/elasticsearch:7.17.9, and more words";
    reporter.progress({ kind: "service", service: "temporal-web", state: "ready", seconds: 1, detail });
    vi.advanceTimersByTime(100);
    written = "";
    reporter.end();
    const lines = takeText().trimEnd().split("\n");
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(/^ {2}ready {5}temporal-web {13}1\.0 s {2}docker.*…$/);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(columns);
  });

  test("the cursor is never hidden, since nobody could bring it back after a kill", () => {
    reporter.note("A note.");
    reporter.end();
    expect(written).not.toContain("\u001B[?25l");
  });

  test("lines that a narrower terminal has wrapped are taken away as well", () => {
    terminal.columns = 23;
    vi.advanceTimersByTime(100);
    // Both rows took two lines each, and the cursor stands on a fifth.
    expect(written.split("\u001B[2K")).toHaveLength(1 + 5);
    expect(takeText()).toBe("  waiting   temporal-…\n  waiting   temporal-…\n");
  });

  test("a terminal with fewer lines than rows shows what there is room for", () => {
    terminal.rows = 2;
    reporter.progress({ kind: "service", service: "temporal-web", state: "ready", seconds: 1, detail: "" });
    vi.advanceTimersByTime(100);
    expect(takeText()).toBe("  … and 1 waiting, 1 ready\n");
    reporter.end();
    expect(takeText()).toContain("  ready     temporal-web             1.0 s\n");
  });
});
