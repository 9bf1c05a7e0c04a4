import { TemporalStartError } from "../errors.ts";
import type { NamespaceInput } from "../interfaces/temporal.ts";
import { type EnsureOptions, ensureNamespaces, type NamespaceOutcome } from "./ensure-namespace.ts";

/** As many as are waited for together: after each lot a person is told how far it is. */
const lotSize = 100;
/** How long a server that was lost may take to answer again: the engine restarts it. */
const awayTimeoutMs = 60_000;
const awayPauseMs = 1_000;
/** One that is lost again and again has not enough memory for what is asked of it. */
const mostRounds = 5;

export interface ManyOptions extends EnsureOptions {
  /** Told after each lot but the last. */
  readonly onLot?: (done: number) => void;
}

/**
 * Makes all of them exist as wanted, lot by lot. Where the server is lost in the middle of it, and comes back, the work goes
 * on; where it does not, every namespace has its outcome all the same.
 * @throws TemporalStartError where the server does not even answer the first question
 */
export async function ensureMany(
  wanted: readonly NamespaceInput[],
  options: ManyOptions,
): Promise<readonly NamespaceOutcome[]> {
  const outcomes: NamespaceOutcome[] = [];
  for (let begin = 0; begin < wanted.length; begin += lotSize) {
    const lot = wanted.slice(begin, begin + lotSize);
    const before = outcomes.at(-1);
    // It did not come back for the lot before.
    const isOver = before !== undefined && wasAway(before);
    outcomes.push(
      ...(isOver ? lot.map(({ name }) => ({ ...before, name })) : await ensureLot(lot, begin > 0, options)),
    );
    if (begin + lotSize < wanted.length) options.onLot?.(outcomes.filter(({ ok }) => ok).length);
  }
  return outcomes;
}

async function ensureLot(
  lot: readonly NamespaceInput[],
  hasAnswered: boolean,
  options: EnsureOptions,
): Promise<readonly NamespaceOutcome[]> {
  const outcomes = new Map<string, NamespaceOutcome>();
  let open = lot;
  for (let round = 1; round <= mostRounds; round += 1) {
    for (const outcome of await ensureOnce(open, hasAnswered || round > 1, options))
      outcomes.set(outcome.name, outcome);
    const left = open.filter(({ name }) => wasAway(outcomes.get(name)));
    const isNobodyThere = left.length === lot.length && !hasAnswered;
    if (left.length === 0 || isNobodyThere || !(await answersAgain(options))) break;
    open = left;
  }
  return lot.flatMap(({ name }) => outcomes.get(name) ?? []);
}

async function ensureOnce(
  open: readonly NamespaceInput[],
  hasAnswered: boolean,
  options: EnsureOptions,
): Promise<readonly NamespaceOutcome[]> {
  try {
    return await ensureNamespaces(open, options);
  } catch (error) {
    if (!hasAnswered || !(error instanceof TemporalStartError)) throw error;
    return open.map(({ name }) => ({ name, ok: false, error }));
  }
}

function wasAway(outcome: NamespaceOutcome | undefined): boolean {
  return outcome?.ok === false && outcome.error.facts.code === "TEMPORAL_UNREACHABLE";
}

async function answersAgain({ temporal, clock, signal }: EnsureOptions): Promise<boolean> {
  const deadlineMs = clock.now() + awayTimeoutMs;
  for (;;) {
    try {
      await temporal.namespaces();
      return true;
    } catch (error) {
      if (!(error instanceof TemporalStartError) || clock.now() >= deadlineMs) return false;
    }
    await clock.sleep(awayPauseMs, signal);
  }
}
