import { head, linesOf, notesOf } from "./cells.ts";
import type { BenchRun } from "./json.ts";

/** bench/results.md. */
export function toMarkdown({ machine, results }: BenchRun): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  const minutes = results.reduce((sum, { seconds }) => sum + seconds, 0) / 60;
  return [
    "# Results of the last whole run",
    "",
    "Written by `npm run bench`. Medians, with the smallest and the largest sample as spread; ours and the reference",
    "alternate in the same run. Compare ratios, not times: times are those of one machine at one moment.",
    "",
    ...Object.entries(machine).map(([key, value]) => `- ${key}: ${value}`),
    `- duration: ${minutes.toFixed(1)} min`,
    "",
    line(head),
    line(head.map(() => "---")),
    ...results.flatMap(linesOf).map(line),
    "",
    "Notes",
    "",
    ...results.flatMap(notesOf).map((note) => `- ${note}`),
    "",
  ].join("\n");
}
