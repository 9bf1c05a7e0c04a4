import type { Figure, Target } from "../harness/bench.ts";
import type { RowResult } from "../harness/measure-rows.ts";
import type { Summary } from "../measure/summary.ts";
import { judge } from "./verdict.ts";

export const head = ["row", "ours", "spread", "reference", "", "spread", "ratio", "target", "n", "result"] as const;

/** One line of the table as texts, in the order of `head`. */
function cellsOf(figure: Figure): readonly string[] {
  const { title, unit, ours, reference, referenceTitle, target } = figure;
  const { ratio, passes } = judge(figure);
  return [
    title,
    withUnit(ours.median, unit),
    spread(ours),
    referenceTitle,
    reference === undefined ? "–" : withUnit(reference.median, unit),
    reference === undefined ? "–" : spread(reference),
    ratio === undefined ? "–" : `${ratio.toFixed(2)}×`,
    describeTarget(target, unit),
    reference === undefined || reference.n === ours.n ? String(ours.n) : `${String(ours.n)}/${String(reference.n)}`,
    passes ? "pass" : "short",
  ];
}

export function linesOf({ figures, row, failure }: RowResult): readonly (readonly string[])[] {
  if (failure === undefined) return figures.map(cellsOf);
  return [[row, "not measured", ...head.slice(2, -1).map(() => ""), "short"]];
}

export function notesOf({ figures, row, failure }: RowResult): readonly string[] {
  if (failure !== undefined) return [`${row}: not measured: ${failure}`];
  return figures.flatMap(({ title, notes = [] }) => notes.map((note) => `${title}: ${note}`));
}

function describeTarget(target: Target, unit: string): string {
  const sign = "atMost" in target ? "≤" : "≥";
  const bound = "atMost" in target ? target.atMost : target.atLeast;
  return target.of === "ratio"
    ? `${sign} ${String(bound)}×`
    : `${sign} ${String(bound)}${unit === "" ? "" : ` ${unit}`}`;
}

const withUnit = (value: number, unit: string): string => `${digits(value)}${unit === "" ? "" : ` ${unit}`}`;
const spread = ({ min, max }: Summary): string => `${digits(min)}–${digits(max)}`;

/** Three digits say all that is known. */
function digits(value: number): string {
  if (value >= 100 || Number.isInteger(value)) return value.toFixed(0);
  return value.toFixed(value >= 10 ? 1 : 2);
}
