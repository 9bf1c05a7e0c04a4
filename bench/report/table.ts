import type { RowResult } from "../harness/measure-rows.ts";
import { head, linesOf, notesOf } from "./cells.ts";

/** For a terminal. */
export function formatTable(results: readonly RowResult[]): string {
  const lines = [head, ...results.flatMap(linesOf)];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? "").length)));
  const text = lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  const notes = results.flatMap(notesOf);
  return `${[...text, ...(notes.length > 0 ? ["", ...notes] : [])].join("\n")}\n`;
}
