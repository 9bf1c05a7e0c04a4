import { Writable } from "node:stream";
import { finished } from "node:stream/promises";
import { describeBackup } from "../../src/backup/describe.ts";
import type { Manifest } from "../../src/backup/manifest.ts";
import { type TakeOptions, takeBackup } from "../../src/backup/take-backup.ts";
import type { Backend } from "../../src/interfaces/backend.ts";
import { storesInMemory } from "./stores-in-memory.ts";

const { database } = storesInMemory([]);
const createdAt = "2026-01-30T10:11:12.000Z";

/** Of a cluster with the default settings. */
export const smallManifest: Manifest = describeBackup({
  createdAt,
  label: "a label",
  program: "1.2.3",
  instance: "default",
  images: { "temporal-postgres": "postgres:15.4" },
  login: { database: "temporal", user: "temporal" },
  facts: await database.facts(),
  counts: await database.counts(),
  isArchived: false,
  packing: "gzip",
  index: undefined,
});

/** A backup of it. @param exec in which pg_basebackup writes to stdout */
export async function backupThrough(
  exec: Backend["exec"],
  manifest = smallManifest,
  options: Partial<Pick<TakeOptions, "isGentle" | "records">> = {},
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _, done) {
      chunks.push(chunk);
      done();
    },
  });
  await takeBackup({
    isGentle: false,
    ...options,
    backend: { exec },
    unit: "temporal-postgres",
    user: "temporal",
    password: "secret",
    database,
    manifest,
    files: { "settings.env": "TEMPORAL_NAMESPACE=default\n" },
    sink,
    clock: { now: () => Date.parse(manifest.createdAt), sleep: () => Promise.resolve() },
    signal: new AbortController().signal,
  });
  return Buffer.concat(chunks);
}

/** What is said of it, and little else. */
export function backupOf(manifest: Manifest): Promise<Buffer> {
  return backupThrough(async (_, __, { stdout }) => {
    stdout.end("a base backup");
    await finished(stdout);
    return { exitCode: 0, stderr: "" };
  }, manifest);
}

export const smallBackup = await backupOf(smallManifest);
