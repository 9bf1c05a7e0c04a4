import { PassThrough, type Readable, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import type { SourceRecord } from "../interfaces/visibility.ts";

/**
 * The records of the visibility index that are in a backup.
 * @param feed gives the part of the index to a sink, at its pace
 */
export async function* readRecords(feed: (sink: Writable) => Promise<void>): AsyncGenerator<SourceRecord> {
  const packed = new PassThrough();
  const unpacked = createGunzip().setEncoding("utf8");
  const read = pipeline(packed, unpacked);
  // Whoever reads is told; without a reader it is no fault of its own.
  read.catch(() => undefined);
  const fed = feed(packed).then(
    () => packed.end(),
    (error: unknown) => packed.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  let id: string | undefined;
  for await (const line of linesOf(unpacked)) {
    if (id === undefined) {
      id = (JSON.parse(line) as { readonly index: { readonly _id: string } }).index._id;
    } else {
      yield { id, source: line };
      id = undefined;
    }
  }
  await fed;
}

async function* linesOf(source: Readable): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of source as AsyncIterable<string>) {
    const lines = `${rest}${chunk}`.split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
}
