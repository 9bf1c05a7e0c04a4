import { parseArgs } from "node:util";
import { BenchError } from "../harness/bench-error.ts";

export interface SoakCommandLine {
  readonly rounds: number;
  readonly seed: number;
  /** No round begins later than that. */
  readonly minutes: number;
}

/** Fewer rounds say too little about a rate to be kept. */
export const publishedRounds = 20;
const defaultMinutes = 20;
const usage = "Usage: npm run soak -- [ROUNDS] [--seed NUMBER] [--minutes NUMBER]";

export function readSoakOptions(argv: readonly string[]): SoakCommandLine {
  const { values, positionals } = parse(argv);
  const [rounds = String(publishedRounds), ...more] = positionals;
  if (more.length > 0) throw new BenchError(usage);
  return {
    rounds: wholeNumber("ROUNDS", rounds, 10_000),
    seed: wholeNumber("--seed", values.seed ?? "1", 2 ** 31),
    minutes: wholeNumber("--minutes", values.minutes ?? String(defaultMinutes), 24 * 60),
  };
}

function parse(argv: readonly string[]): ReturnType<typeof parseArgs<typeof config>> {
  try {
    return parseArgs({ ...config, args: [...argv] });
  } catch (error) {
    throw new BenchError(`${(error as Error).message}\n${usage}`, { cause: error });
  }
}

const config = {
  allowPositionals: true,
  options: { seed: { type: "string" }, minutes: { type: "string" } },
} as const;

function wholeNumber(name: string, text: string, most: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw new BenchError(`${name} "${text}" is not a whole number from 1 to ${String(most)}.\n${usage}`);
}
