import { expect, test } from "vitest";
import { createPersonReporter } from "../../src/cli/person-reporter.ts";
import { plainStyle } from "../../src/output/style.ts";
import type { StartDetail } from "../../src/progress/start-progress.ts";

const plan: StartDetail = {
  kind: "planned",
  startedMs: 0,
  services: [
    {
      service: "temporal-web",
      action: "create",
      subject: "web",
      image: "ui:1",
      isNew: true,
      isAwaited: true,
      kind: "service",
      role: "ui",
      waitsForJobs: [],
    },
  ],
};

interface Situation {
  readonly environment?: Readonly<Record<string, string>>;
  readonly isPlain?: boolean;
  readonly isTerminal?: boolean;
}

/** What is written for one step of a start that then ends: its line, or the service's row. */
function writtenIn({ environment = {}, isPlain = false, isTerminal = true }: Situation): readonly string[] {
  const lines: string[] = [];
  const reporter = createPersonReporter({
    terminal: isTerminal ? { columns: 80, rows: 24, write: () => undefined } : undefined,
    isPlain,
    environment,
    writeLine: (line) => lines.push(line),
    style: plainStyle,
  });
  reporter.detail?.(plan);
  reporter.progress({ kind: "step", action: "start", subject: "other" });
  reporter.end();
  return lines;
}

test.each<readonly [string, Situation]>([
  ["nothing else is asked for", {}],
  ["colours are not wanted", { environment: { NO_COLOR: "1" } }],
  ["CI is empty", { environment: { CI: "" } }],
])("a terminal shows rows when %s", (_, situation) => {
  expect(writtenIn(situation)).toEqual(["  waiting   temporal-web"]);
});

test.each<readonly [string, Situation]>([
  ["where no terminal is", { isTerminal: false }],
  ["in CI", { environment: { CI: "true" } }],
  ["on a terminal that cannot move its cursor", { environment: { TERM: "dumb" } }],
  ["with --plain", { isPlain: true }],
  ["with TEMPORAL_START_PLAIN", { environment: { TEMPORAL_START_PLAIN: "1" } }],
])("lines are written %s", (_, situation) => {
  expect(writtenIn(situation)).toEqual(["  start     other"]);
});
