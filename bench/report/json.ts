import type { RowResult } from "../harness/measure-rows.ts";
import type { Machine } from "./machine.ts";
import { judge } from "./verdict.ts";

export interface BenchRun {
  readonly machine: Machine;
  readonly rounds: number;
  readonly results: readonly RowResult[];
}

/** For programs: the same facts as the table, with every sample. */
export function toJson({ machine, rounds, results }: BenchRun): string {
  const rows = results.map(({ figures, failure = null, ...row }) => ({
    ...row,
    failure,
    figures: figures.map((figure) => ({ ...figure, ...judge(figure) })),
  }));
  return `${JSON.stringify({ schemaVersion: 1, machine, rounds, rows }, undefined, 2)}\n`;
}
