import type { LogLine } from "../runtime/ports.ts";

export interface SourcedLine extends LogLine {
  readonly source: string;
}

export interface LogSource {
  readonly name: string;
  readonly lines: AsyncIterable<LogLine>;
}

interface Head {
  readonly source: string;
  readonly line: LogLine;
  readonly rest: AsyncIterator<LogLine>;
}

/** Merges finished logs by time, reading each no further ahead than one line. */
export async function* mergeByTime(sources: readonly LogSource[]): AsyncGenerator<SourcedLine> {
  const first = await Promise.all(sources.map(({ name, lines }) => advance(name, lines[Symbol.asyncIterator]())));
  const heads = first.filter((head) => head !== undefined);
  while (heads.length > 0) {
    let earliest = 0;
    for (const [index, { line }] of heads.entries()) {
      if (line.time < (heads[earliest]?.line.time ?? "")) earliest = index;
    }
    const head = heads[earliest];
    if (head === undefined) return;
    yield { ...head.line, source: head.source };
    const next = await advance(head.source, head.rest);
    if (next === undefined) heads.splice(earliest, 1);
    else heads[earliest] = next;
  }
}

async function advance(source: string, rest: AsyncIterator<LogLine>): Promise<Head | undefined> {
  const step = await rest.next();
  return step.done === true ? undefined : { source, line: step.value, rest };
}

/** Lines of logs that still grow, as they come. */
export async function* interleave(sources: readonly LogSource[]): AsyncGenerator<SourcedLine> {
  const iterators = sources.map(({ name, lines }) => ({ name, iterator: lines[Symbol.asyncIterator]() }));
  const ask = async (index: number): Promise<{ index: number; line: LogLine | undefined }> => {
    const next = await iterators[index]?.iterator.next();
    return { index, line: next === undefined || next.done === true ? undefined : next.value };
  };
  const pending = new Map<number, ReturnType<typeof ask>>();
  const askAhead = (index: number): void => {
    const next = ask(index);
    // The log may break while a line is held at `yield`, where nobody waits for it yet; the race meets it afterwards.
    next.catch(() => undefined);
    pending.set(index, next);
  };
  for (const index of iterators.keys()) askAhead(index);
  while (pending.size > 0) {
    const { index, line } = await Promise.race(pending.values());
    if (line === undefined) pending.delete(index);
    else {
      askAhead(index);
      yield { ...line, source: iterators[index]?.name ?? "" };
    }
  }
}
