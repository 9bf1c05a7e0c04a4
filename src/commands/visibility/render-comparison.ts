import { isSame } from "../../visibility/is-same.ts";
import type { Rebuilt } from "../../visibility/rebuild-index.ts";
import type { Comparison } from "../../visibility/tally.ts";

/** What a comparison came to, for a person. */
export function renderComparison(comparison: Comparison, after = ""): string {
  const { depth, executions, missing, different, surplus, fields, examples } = comparison;
  const count = executions.toLocaleString("en");
  const as = depth === "content" ? " as the database has them" : "";
  if (isSame(comparison)) return `The index lists all ${count} executions${as}${after}.\n`;
  const names = Object.entries(fields)
    .toSorted(([, left], [, right]) => right - left)
    .map(([name, times]) => `${name} ${times.toLocaleString("en")}`);
  const lines = [
    `The index does not list what the database has${after}. Of ${count} executions`,
    `  ${missing.toLocaleString("en")} are not listed,`,
    `  ${different.toLocaleString("en")} are listed as they are not${names.length === 0 ? "" : ` (${names.join(", ")})`},`,
    `  and ${surplus.toLocaleString("en")} are listed that do not exist.`,
    ...examples.map((example) => `    ${example}`),
  ];
  return `${lines.join("\n")}\n`;
}

const mostRefused = 10;

/** Whether the index lists just what the database has. */
export function isListed({ comparison, refused }: Rebuilt): boolean {
  return isSame(comparison) && refused.length === 0;
}

/** The same after a rebuild, with what Elasticsearch refused. */
export function renderRebuilt({ comparison, refused }: Rebuilt, after = ""): string {
  const told = refused.slice(0, mostRefused).map((text) => `  refused: ${text}\n`);
  return `${renderComparison(comparison, after)}${told.join("")}`;
}
