import { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import { expect, test } from "vitest";
import { feedParts } from "../../src/archive/feed-parts.ts";
import { indexPart } from "../../src/backup/manifest.ts";
import { readBackup } from "../../src/backup/read-backup.ts";
import { readRecords } from "../../src/backup/read-records.ts";
import type { Backend } from "../../src/interfaces/backend.ts";
import type { SourceRecord } from "../../src/interfaces/visibility.ts";
import { backupThrough, smallManifest } from "../support/small-backup.ts";

/** Remembers what was to be run. */
function basebackup(asked: string[]): Backend["exec"] {
  return async (_, { words }, { stdout }) => {
    asked.push(words.join(" "));
    stdout.end("a base backup");
    await finished(stdout);
    return { exitCode: 0, stderr: "" };
  };
}

test("a backup that nobody waits for gives way, and another takes what it gets", async () => {
  const asked: string[] = [];
  for (const isGentle of [true, false]) await backupThrough(basebackup(asked), smallManifest, { isGentle });
  expect(asked[0]).toMatch(/^nice -n 19 pg_basebackup .*--max-rate 45M/);
  expect(asked[1]).toMatch(/^pg_basebackup /);
  expect(asked[1]).not.toContain("--max-rate");
});

test.each([
  ["gzip", "client-gzip:1", "postgresql/base.tar.gz.0000"],
  ["zstd", "client-zstd:3", "postgresql/base.tar.zst.0000"],
] as const)("by %s it is asked to be packed so, and has a name that says so", async (packing, option, name) => {
  const asked: string[] = [];
  const manifest = { ...smallManifest, database: { ...smallManifest.database, packing } };
  const file = await backupThrough(basebackup(asked), manifest);
  expect(asked[0]).toContain(`--compress ${option} `);
  const { checksums } = await readBackup("a file", Readable.from([file]));
  expect(checksums.parts.map((part) => part.name)).toContain(name);
});

test("records that come along are read back as they were", async () => {
  const records: readonly SourceRecord[] = Array.from({ length: 1_500 }, (_, number) => ({
    id: `workflow "${String(number)}"~run`,
    source: `{"Whole":1152921504606846977,"Words":"${"déjà ".repeat(number % 50)}"}`,
  }));
  const pages = (async function* () {
    yield records.slice(0, 700);
    yield records.slice(700);
  })();
  const file = await backupThrough(basebackup([]), smallManifest, { records: pages });
  const found: SourceRecord[] = [];
  const read = readRecords((sink) =>
    feedParts(sink, indexPart, (onContent) => readBackup("a file", Readable.from([file]), onContent)),
  );
  for await (const record of read) found.push(record);
  expect(found).toEqual(records);
});

test("an index that cannot be read to its end ends the backup with its reason", async () => {
  const pages = (async function* () {
    yield [{ id: "a", source: "{}" }];
    throw new Error("No search context found");
  })();
  await expect(backupThrough(basebackup([]), smallManifest, { records: pages })).rejects.toThrow(
    "No search context found",
  );
});
