import type { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { writeArchive } from "../archive/archive.ts";
import { checksumsName, manifestName } from "../archive/checked-archive.ts";
import { TemporalStartError } from "../errors.ts";
import type { Backend } from "../interfaces/backend.ts";
import type { Clock } from "../interfaces/clock.ts";
import type { CopyProgress, Database } from "../interfaces/database.ts";
import type { SourceRecord } from "../interfaces/visibility.ts";
import { databaseParts, indexPart, type Manifest, type Packing } from "./manifest.ts";

const lookPauseMs = 1_000;
/** Bytes a second, unpacked: a ninth of what one processor packs by zstd, half by gzip. */
const gentleRate = "45M";

export interface TakeOptions {
  readonly backend: Pick<Backend, "exec">;
  /** Unit in which PostgreSQL runs. */
  readonly unit: string;
  readonly user: string;
  readonly password: string;
  readonly database: Database;
  readonly manifest: Manifest;
  /** What else goes into the backup, by name of its part. */
  readonly files: Readonly<Record<string, string>>;
  /** Of the visibility index, where they come along. */
  readonly records?: AsyncIterable<readonly SourceRecord[]>;
  /** Whether workflows come first, and nobody waits for it. */
  readonly isGentle: boolean;
  readonly sink: Writable;
  readonly clock: Clock;
  readonly onCopy?: (progress: CopyProgress) => void;
  readonly signal: AbortSignal;
}

/**
 * Streams a base backup of PostgreSQL, and what belongs to it, into a tar file, in steady memory. Workflows run on: it is
 * the state of one moment, the end of the copy. Both databases come from that moment. Nothing of Elasticsearch has to be in
 * it, since what it lists is a function of these.
 * @returns bytes of all parts
 * @throws TemporalStartError BACKUP_FAILED, or the error of the sink
 */
export async function takeBackup(options: TakeOptions): Promise<number> {
  const { backend, unit, user, password, database, manifest, files, records, sink, clock, signal } = options;
  const { packing = "gzip" } = manifest.database;
  const archive = writeArchive(sink, () => clock.now());
  await archive.add(manifestName, asJson(manifest));
  for (const [name, content] of Object.entries(files)) await archive.add(name, content);
  await database.holdLog();
  const copied = backend.exec(
    unit,
    { words: baseBackup(user, packing, options.isGentle), environment: { PGPASSWORD: password } },
    { stdout: archive.pieces(databaseParts[packing]), signal },
  );
  const { exitCode, stderr } = await watched(copied, options);
  if (exitCode !== 0) throw failed(exitCode, stderr);
  if (records !== undefined)
    await pipeline(bulkLines(records), createGzip({ level: 1 }), archive.pieces(indexPart), { signal });
  const counts = await database.counts();
  const finishedAt = new Date(clock.now()).toISOString();
  await archive.add(checksumsName, asJson({ finishedAt, counts, parts: archive.parts() }));
  await archive.finish();
  return archive.parts().reduce((sum, { bytes }) => sum + bytes, 0);
}

async function* bulkLines(pages: AsyncIterable<readonly SourceRecord[]>): AsyncGenerator<string> {
  for await (const page of pages)
    yield page.map(({ id, source }) => `{"index":{"_id":${JSON.stringify(id)}}}\n${source}\n`).join("");
}

/** Tells how far the copy is until it has ended; a question that fails is no reason to end it. */
async function watched<Result>(copy: Promise<Result>, { database, clock, onCopy }: TakeOptions): Promise<Result> {
  if (onCopy === undefined) return copy;
  const over = new AbortController();
  const watch = async (): Promise<void> => {
    for (;;) {
      await clock.sleep(lookPauseMs, over.signal);
      const progress = await database.copyProgress().catch(() => undefined);
      if (progress !== undefined) onCopy(progress);
    }
  };
  const watching = watch().catch(() => undefined);
  try {
    return await copy;
  } finally {
    over.abort();
    await watching;
  }
}

/** Levels that take the least of a processor for what they save. */
const compressions: Readonly<Record<Packing, string>> = { gzip: "client-gzip:1", zstd: "client-zstd:3" };

/** To stdout PostgreSQL writes one tar file, with the log that is needed at its end. A checkpoint at once saves minutes. */
function baseBackup(user: string, packing: Packing, isGentle: boolean): readonly string[] {
  // A priority counts within PostgreSQL's container alone; so that others are not kept waiting either, it takes its time.
  const [before, rate] = isGentle
    ? [
        ["nice", "-n", "19"],
        ["--max-rate", gentleRate],
      ]
    : [[], []];
  return [
    ...[...before, "pg_basebackup", ...rate, "--host", "127.0.0.1", "--username", user, "--no-password"],
    ...["--pgdata", "-", "--format", "tar", "--wal-method", "fetch", "--checkpoint", "fast"],
    ...["--compress", compressions[packing], "--label", "temporal-start"],
  ];
}

function asJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function failed(exitCode: number, stderr: string): TemporalStartError {
  return new TemporalStartError({
    code: "BACKUP_FAILED",
    category: "service",
    service: "temporal-postgres",
    message: `pg_basebackup ended with exit code ${String(exitCode)}; no backup was made.`,
    hint: "temporal-start logs temporal-postgres --tail 50",
    details: stderr.split("\n").filter(Boolean).slice(-10),
  });
}
