import { stripVTControlCharacters } from "node:util";
import type { Style } from "./style.ts";

/** Left-aligned columns, two spaces apart; the width counts what is seen, not colour codes. */
export function formatTable(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => (widths[column] = Math.max(widths[column] ?? 0, visibleLength(cell))));
  }
  return rows
    .map((row) =>
      row
        .map((cell, column) => pad(cell, widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** The same under headings, which are less bright than what they name. */
export function formatTitledTable(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  style: Pick<Style, "faint">,
): string {
  return formatTable([headings.map((heading) => style.faint(heading)), ...rows]);
}

function pad(cell: string, width: number): string {
  return cell + " ".repeat(Math.max(0, width - visibleLength(cell)));
}

function visibleLength(text: string): number {
  return Array.from(stripVTControlCharacters(text)).length;
}
