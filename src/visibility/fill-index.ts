import type { Executions, VisibilityIndex } from "../interfaces/visibility.ts";
import { recordOf } from "./record-of.ts";

export interface FillOptions {
  readonly executions: Executions;
  readonly index: VisibilityIndex;
  /** All namespaces where it is absent. */
  readonly namespaceId?: Uint8Array;
  readonly signal: AbortSignal;
  /** Told of the executions that have been read so far. */
  readonly onRead: (executions: number) => void;
}

export interface Filled {
  readonly executions: number;
  readonly written: number;
  /** Records that the server had written meanwhile. */
  readonly newer: number;
  readonly refused: readonly string[];
}

/** Elasticsearch takes a request by one processor alone. */
const writesAtOnce = 2;

/** Writes a record of every execution, while the next are read. What the server writes meanwhile is newer, and stays. */
export async function fillIndex({ executions, index, namespaceId, signal, onRead }: FillOptions): Promise<Filled> {
  const fields = await index.fields();
  let read = 0;
  const all = { written: 0, newer: 0, refused: [] as string[] };
  const writing: Promise<void>[] = [];
  try {
    for await (const rows of executions.pages(namespaceId)) {
      signal.throwIfAborted();
      const records = rows.flatMap((row) => recordOf(row, fields) ?? []);
      if (writing.length >= writesAtOnce) await writing.shift();
      const write = index.write(records).then(({ written, newer, refused }) => {
        all.written += written;
        all.newer += newer;
        all.refused.push(...refused);
      });
      // Its failure is seen at one of the next pages, or below.
      write.catch(() => undefined);
      writing.push(write);
      read += rows.length;
      onRead(read);
    }
    await Promise.all(writing);
  } finally {
    // What is under way would come into an index that somebody else has made meanwhile.
    await Promise.allSettled(writing);
  }
  return { executions: read, ...all };
}
