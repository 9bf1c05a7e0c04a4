import { parseArgs } from "node:util";
import { BenchError } from "./bench-error.ts";

export interface BenchOptions {
  readonly json: boolean;
  readonly help: boolean;
  /** Rounds of each comparison; results are kept only from `publishedRounds` on. */
  readonly rounds: number;
  /** Names of rows; none means all. */
  readonly rows: readonly string[];
}

/** A median of fewer says too little on a noisy machine. */
export const publishedRounds = 5;

export function readOptions(argv: readonly string[], known: readonly string[]): BenchOptions {
  const { values, positionals } = parse(argv);
  const unknown = positionals.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new BenchError(`No row is called ${unknown.join(", ")}. Rows: ${known.join(", ")}`);
  const rounds = Number(values.rounds ?? publishedRounds);
  if (!Number.isInteger(rounds) || rounds < 1 || rounds > 50)
    throw new BenchError(`--rounds ${values.rounds ?? ""} is not a whole number from 1 to 50.`);
  return { json: values.json, help: values.help, rounds, rows: positionals };
}

function parse(argv: readonly string[]): ReturnType<typeof parseArgs<typeof config>> {
  try {
    return parseArgs({ ...config, args: [...argv] });
  } catch (error) {
    throw new BenchError((error as Error).message, { cause: error });
  }
}

const config = {
  allowPositionals: true,
  options: {
    json: { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
    rounds: { type: "string" },
  },
} as const;

export function helpText(rows: readonly { readonly name: string; readonly title: string }[]): string {
  const width = Math.max(...rows.map(({ name }) => name.length));
  return [
    "Usage: npm run bench -- [--json] [--rounds N] [ROW...]",
    "",
    `Measures on the real engine; all rows together take about half an hour. Results of a whole run with at least`,
    `${String(publishedRounds)} rounds are kept in bench/results.md. Rows:`,
    ...rows.map(({ name, title }) => `  ${name.padEnd(width)}  ${title}`),
    "",
  ].join("\n");
}
