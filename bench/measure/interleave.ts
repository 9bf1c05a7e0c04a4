import { BenchError } from "../harness/bench-error.ts";

/**
 * Runs the sides in turn, A B A B …, so that a slow spell of the machine meets all of them.
 * Returns the samples by side. @throws BenchError that names the side
 */
export async function interleave<Side extends string, Sample>(
  rounds: number,
  sides: Readonly<Record<Side, () => Promise<Sample>>>,
  signal: AbortSignal,
): Promise<Readonly<Record<Side, readonly Sample[]>>> {
  const names = Object.keys(sides) as Side[];
  const samples = Object.fromEntries(names.map((name) => [name, [] as Sample[]])) as Record<Side, Sample[]>;
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) {
      signal.throwIfAborted();
      samples[name].push(await sides[name]().catch((error: unknown) => rethrow(error, name, round)));
    }
  }
  return samples;
}

function rethrow(error: unknown, side: string, round: number): never {
  if (!(error instanceof BenchError)) throw error;
  throw new BenchError(`${side}, round ${String(round + 1)}: ${error.message}`, { cause: error });
}
