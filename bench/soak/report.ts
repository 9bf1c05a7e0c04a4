import { summarise } from "../measure/summary.ts";
import { faults } from "./faults.ts";
import type { SoakRound } from "./soak-rounds.ts";
import { upperBound } from "./upper-bound.ts";

const head = ["what goes wrong", "rounds", "failures", "upper bound", "start after it, median"];

export interface SoakReport {
  readonly seed: number;
  readonly rounds: readonly SoakRound[];
  readonly machine: Readonly<Record<string, string>>;
  readonly minutes: number;
}

/** A table that reads well as text and as Markdown, with every failure below it. */
export function toReport({ seed, rounds, machine, minutes }: SoakReport): string {
  const byFault = faults.map((fault) =>
    lineOf(
      fault,
      rounds.filter((round) => round.fault === fault),
    ),
  );
  const lines = [head, ...byFault, lineOf("all", rounds)];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? "").length)));
  const row = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const failures = rounds.flatMap(({ failure, deed }, index) =>
    failure === undefined ? [] : [`- round ${String(index + 1)}, ${deed}: ${failure}`],
  );
  return [
    "# Result of the last soak",
    "",
    "Written by `npm run soak`. A round is a start, a signal to an open workflow, something that goes wrong, a start, a",
    "look at every service and at the workflow's history, and a stop. The upper bound of the failure rate is that of 95 %",
    "confidence: three divided by the rounds where none failed, else the exact binomial bound.",
    "",
    ...Object.entries(machine).map(([key, value]) => `- ${key}: ${value}`),
    `- seed: ${String(seed)}`,
    `- duration: ${minutes.toFixed(1)} min`,
    "",
    row(head),
    row(widths.map((width) => "-".repeat(width))),
    ...lines.slice(1).map(row),
    ...(failures.length > 0 ? ["", "Failures", "", ...failures] : []),
    ...rounds.flatMap(({ deed, startSeconds, slowChain }, index) =>
      slowChain === undefined
        ? []
        : [
            "",
            `Round ${String(index + 1)}, ${deed}: started in ${startSeconds.toFixed(1)} s`,
            "",
            slowChain.replaceAll(/^/gm, "    "),
          ],
    ),
    "",
  ].join("\n");
}

function lineOf(name: string, rounds: readonly SoakRound[]): readonly string[] {
  const failures = rounds.filter(({ failure }) => failure !== undefined).length;
  const seconds = rounds.flatMap(({ failure, startSeconds }) => (failure === undefined ? [startSeconds] : []));
  const bound = rounds.length === 0 ? "–" : `${(100 * upperBound(failures, rounds.length)).toFixed(1)} %`;
  const median = seconds.length === 0 ? "–" : `${summarise(seconds).median.toFixed(1)} s`;
  return [name, String(rounds.length), String(failures), bound, median];
}
