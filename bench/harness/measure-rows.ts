import type { Bench, Figure, Row } from "./bench.ts";

export interface RowResult {
  readonly row: string;
  readonly title: string;
  readonly seconds: number;
  readonly figures: readonly Figure[];
  /** Why the row could not be measured. */
  readonly failure?: string;
}

/** Measures rows one after the other; a row that fails does not keep the others from being measured. */
export async function measureRows(
  rows: readonly Row[],
  bench: Bench,
  interruption: AbortSignal,
): Promise<readonly RowResult[]> {
  const results: RowResult[] = [];
  for (const [index, row] of rows.entries()) {
    process.stderr.write(`${String(index + 1).padStart(2)}/${String(rows.length)} ${row.name} … `);
    const result = await measureRow(row, bench);
    interruption.throwIfAborted();
    process.stderr.write(
      `${result.seconds.toFixed(0)} s${result.failure === undefined ? "" : `: ${result.failure}`}\n`,
    );
    results.push(result);
  }
  return results;
}

async function measureRow(row: Row, bench: Bench): Promise<RowResult> {
  const startedMs = performance.now();
  const seconds = (): number => (performance.now() - startedMs) / 1000;
  const { name, title } = row;
  try {
    bench.signal.throwIfAborted();
    const figures = await row.measure(bench);
    return { row: name, title, seconds: seconds(), figures };
  } catch (error) {
    const failure = bench.signal.aborted ? "the time of the run was up" : (error as Error).message;
    // What the row left half done must not be taken for ready by the next one.
    if (!bench.signal.aborted) await Promise.all([bench.ours.remove(), bench.reference.remove()]);
    return { row: name, title, seconds: seconds(), figures: [], failure };
  }
}
