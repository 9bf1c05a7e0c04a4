/** A part of the work: what had to be done before it, and when it was over. */
export interface Span {
  readonly name: string;
  /** Milliseconds since the beginning of the command. */
  readonly endedMs: number;
  /** Names of the spans it waited for. */
  readonly after: readonly string[];
}

/** One link of the chain that decided how long the whole took; the links' times add up to it. */
export interface Link {
  readonly name: string;
  readonly fromMs: number;
  readonly tookMs: number;
}

/** Walks back from the span that ended last, each time to the one that it waited for longest. */
export function criticalChain(spans: readonly Span[]): readonly Link[] {
  const known = new Map(spans.map((span) => [span.name, span]));
  const links: Link[] = [];
  const seen = new Set<Span>();
  for (let span = latest(spans); span !== undefined && !seen.has(span); ) {
    seen.add(span);
    const { name, endedMs, after } = span;
    const before = latest(after.flatMap((other) => known.get(other) ?? []));
    const fromMs = before?.endedMs ?? 0;
    links.unshift({ name, fromMs, tookMs: endedMs - fromMs });
    span = before;
  }
  return links;
}

function latest(spans: readonly Span[]): Span | undefined {
  return spans.reduce<Span | undefined>(
    (last, span) => (last === undefined || span.endedMs >= last.endedMs ? span : last),
    undefined,
  );
}
