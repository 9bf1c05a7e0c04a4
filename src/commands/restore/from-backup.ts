import { randomUUID } from "node:crypto";
import type { Readable, Writable } from "node:stream";
import type { Manifest } from "../../backup/manifest.ts";
import { majorOf } from "../../cluster/postgres-version.ts";
import { defined } from "../../defined.ts";
import { replayBytes, unpackData } from "../../restore/restore-data.ts";
import { type Replay, requireWal } from "../../restore/wal-archive.ts";
import type { Needs } from "../command.ts";
import type { Incoming } from "./put-in-place.ts";

export interface VerifiedBackup {
  readonly path: string;
  /** From its beginning; decrypted, where it was encrypted. */
  readonly open: () => Promise<Readable>;
  readonly manifest: Manifest;
}

/** The data of a backup that was read to its end, and what came after it. */
export function fromBackup(
  { clock, reporter }: Needs<"clock" | "reporter">,
  backup: VerifiedBackup,
  replay?: Replay,
): Incoming {
  const id = newRestoreId();
  const { bytes, version, packing = "gzip" } = backup.manifest.database;
  return {
    id,
    major: majorOf(version),
    ...defined({ replay }),
    async stage(place) {
      const found = replay && (await requireWal(place, replay));
      reporter.note("Unpacking the backup beside the data.");
      const packed = { bytes: replay === undefined ? bytes : bytes + replayBytes, packing };
      await unpackData(place, id, packed, (sink) => feedDatabase(backup, sink));
      const { createdAt } = backup.manifest;
      const ofMs = replay?.until === undefined ? (found?.writtenMs ?? Date.parse(createdAt)) : Date.parse(replay.until);
      return (clock.now() - ofMs) / 1000;
    },
  };
}

/** Letters and digits. */
export function newRestoreId(): string {
  return randomUUID().slice(0, 8);
}

async function feedDatabase(backup: VerifiedBackup, sink: Writable): Promise<void> {
  const { databasePart } = await import("../../backup/manifest.ts");
  return feedBackup(backup, databasePart, sink);
}

/** The file was read to its end before; it is compared again, since it may have changed meanwhile. */
export async function feedBackup({ path, open }: VerifiedBackup, part: string, sink: Writable): Promise<void> {
  const [{ readBackup }, { feedParts }] = await Promise.all([
    import("../../backup/read-backup.ts"),
    import("../../archive/feed-parts.ts"),
  ]);
  const source = await open();
  await feedParts(sink, part, (onContent) => readBackup(path, source, onContent)).finally(() => {
    source.destroy();
  });
}
