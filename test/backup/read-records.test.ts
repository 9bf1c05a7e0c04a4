import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { readRecords } from "../../src/backup/read-records.ts";
import type { SourceRecord } from "../../src/interfaces/visibility.ts";

const source = '{"Whole":1152921504606846977,"Words":"déjà ☃"}';
const packed = gzipSync(`{"index":{"_id":"a~1"}}\n${source}\n{"index":{"_id":"b~2"}}\n{}\n`);

async function all(records: AsyncIterable<SourceRecord>): Promise<readonly SourceRecord[]> {
  const found: SourceRecord[] = [];
  for await (const record of records) found.push(record);
  return found;
}

test("each record is told with its text as it was, however it is cut into pieces", async () => {
  const records = readRecords(async (sink) => {
    for (const byte of packed) sink.write(Buffer.of(byte));
  });
  expect(await all(records)).toEqual([
    { id: "a~1", source },
    { id: "b~2", source: "{}" },
  ]);
});

test("a backup that cannot be read any more is told, and so is one that ends too early", async () => {
  const broken = readRecords(async () => {
    throw new Error("the disk is gone");
  });
  await expect(all(broken)).rejects.toThrow("the disk is gone");
  const short = readRecords(async (sink) => {
    sink.write(packed.subarray(0, 40));
  });
  await expect(all(short)).rejects.toThrow();
});
