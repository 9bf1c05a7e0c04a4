import type { ReadLine } from "./filter-log.ts";

export interface SourcedLine extends ReadLine {
  readonly source: string;
}

export interface LogSource {
  readonly name: string;
  /** Batches of at least one line. */
  readonly batches: AsyncIterable<readonly ReadLine[]>;
}

/** How far one log was read: its lines at hand, and the first of them that was not taken yet. */
interface Head {
  readonly source: string;
  readonly lines: readonly ReadLine[];
  next: number;
  readonly rest: AsyncIterator<readonly ReadLine[]>;
}

/** Merges finished logs by time, reading each no further ahead than one batch. */
export async function* mergeByTime(sources: readonly LogSource[]): AsyncGenerator<readonly SourcedLine[]> {
  const opened = sources.map(({ name, batches }) => advance(name, batches[Symbol.asyncIterator]()));
  const heads = (await Promise.all(opened)).filter((head) => head !== undefined);
  while (heads.length > 0) {
    const { taken, emptied } = takeUntilOneIsEmpty(heads);
    yield taken;
    const head = heads[emptied];
    const next = head && (await advance(head.source, head.rest));
    if (next === undefined) heads.splice(emptied, 1);
    else heads[emptied] = next;
  }
}

async function advance(source: string, rest: AsyncIterator<readonly ReadLine[]>): Promise<Head | undefined> {
  const step = await rest.next();
  return step.done === true ? undefined : { source, lines: step.value, next: 0, rest };
}

/** What comes next is known until the first log has no line at hand any more. */
function takeUntilOneIsEmpty(heads: readonly Head[]): { taken: readonly SourcedLine[]; emptied: number } {
  const taken: SourcedLine[] = [];
  for (;;) {
    const index = earliest(heads);
    const head = heads[index];
    const line = head?.lines[head.next];
    if (head === undefined || line === undefined) return { taken, emptied: index };
    taken.push(withSource(line, head.source));
    head.next += 1;
    if (head.next === head.lines.length) return { taken, emptied: index };
  }
}

/** The first of them where several are of one moment. */
function earliest(heads: readonly Head[]): number {
  let found = 0;
  for (let index = 1; index < heads.length; index += 1) {
    if (timeOf(heads[index]) < timeOf(heads[found])) found = index;
  }
  return found;
}

function timeOf(head: Head | undefined): string {
  return head?.lines[head.next]?.time ?? "";
}

/** Lines of logs that still grow, as they come. */
export async function* interleave(sources: readonly LogSource[]): AsyncGenerator<readonly SourcedLine[]> {
  const iterators = sources.map(({ name, batches }) => ({ name, iterator: batches[Symbol.asyncIterator]() }));
  const ask = async (index: number): Promise<{ index: number; batch: readonly ReadLine[] | undefined }> => {
    const next = await iterators[index]?.iterator.next();
    return { index, batch: next === undefined || next.done === true ? undefined : next.value };
  };
  const pending = new Map<number, ReturnType<typeof ask>>();
  const askAhead = (index: number): void => {
    const next = ask(index);
    // The log may break while a batch is held at `yield`, where nobody waits for it yet; the race meets it afterwards.
    next.catch(() => undefined);
    pending.set(index, next);
  };
  for (const index of iterators.keys()) askAhead(index);
  while (pending.size > 0) {
    const { index, batch } = await Promise.race(pending.values());
    if (batch === undefined) pending.delete(index);
    else {
      askAhead(index);
      const source = iterators[index]?.name ?? "";
      yield batch.map((line) => withSource(line, source));
    }
  }
}

function withSource({ time, text, entry, level }: ReadLine, source: string): SourcedLine {
  return { source, time, text, entry, level };
}
