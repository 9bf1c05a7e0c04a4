import type { Checksums, Manifest } from "../../backup/manifest.ts";
import { walReceiver } from "../../cluster/services/wal-receiver.ts";
import { ownUnits, type Topology } from "../../cluster/topology.ts";
import { defined } from "../../defined.ts";
import { TemporalStartError } from "../../errors.ts";
import type { Replay } from "../../restore/wal-archive.ts";
import { usageError } from "../shared/flags.ts";
import { readMoment } from "../shared/moment.ts";

export const toTimeFlag = {
  flag: "--to-time <when>",
  summary:
    "go on from the backup to this moment: 10m ago, 2026-01-31T12:00:00Z, or `latest`; needs POSTGRES_WAL_ARCHIVE=true",
} as const;

/** A moment, in milliseconds since the epoch, or all that was kept. */
export type ToTime = number | "latest";

/** @throws TemporalStartError USAGE */
export function readToTime(text: string | undefined, nowMs: number): ToTime | undefined {
  if (text === undefined || text === "latest") return text;
  const moment = readMoment(text, "--to-time", nowMs, ["latest"]);
  if (moment > nowMs) throw usageError(`--to-time "${text}" has not come yet.`, "Write --to-time latest.");
  return moment;
}

/**
 * Name of the volume of the archive.
 * @throws TemporalStartError SERVICE_OFF
 */
export function archiveOf(topology: Topology): string {
  const [volume] = ownUnits(topology).find(({ service }) => service.name === walReceiver.name)?.volumes ?? [];
  if (volume === undefined) throw archiveOff();
  return volume.name;
}

interface Backup {
  readonly manifest: Manifest;
  readonly checksums: Checksums;
  readonly path: string;
}

/**
 * How far a backup goes on from the archive of what PostgreSQL wrote after it.
 * @throws TemporalStartError WAL_MISSING where nothing was archived when it was made, or it ended later
 */
export function replayOf(
  { manifest, checksums, path }: Backup,
  toTime: ToTime,
  archive: Pick<Replay, "volume" | "latest">,
): Replay {
  if (manifest.wal === undefined) throw withoutArchive(path);
  if (toTime !== "latest" && toTime < Date.parse(checksums.finishedAt)) throw tooEarly(path, checksums.finishedAt);
  const until = toTime === "latest" ? undefined : new Date(toTime).toISOString();
  return { ...manifest.wal, ...archive, ...defined({ until }) };
}

function archiveOff(): TemporalStartError {
  return new TemporalStartError({
    code: "SERVICE_OFF",
    category: "preflight",
    message: "Nothing keeps what PostgreSQL writes: POSTGRES_WAL_ARCHIVE is false. Nothing was changed.",
    hint: "Without --to-time the backup is restored as it is. With POSTGRES_WAL_ARCHIVE=true in the settings and one `temporal-start backup create` any later moment can be.",
  });
}

function withoutArchive(path: string): TemporalStartError {
  return new TemporalStartError({
    code: "WAL_MISSING",
    category: "preflight",
    message: `${path} was made while nothing kept what PostgreSQL writes, so there is nothing to go on by. Nothing was changed.`,
    hint: "temporal-start restore without --to-time restores it as it is; temporal-start backup list shows others.",
  });
}

function tooEarly(path: string, finishedAt: string): TemporalStartError {
  return new TemporalStartError({
    code: "WAL_MISSING",
    category: "preflight",
    message: `${path} ended at ${finishedAt}, after the time that is asked for. Nothing was changed.`,
    hint: "Name an earlier backup: temporal-start backup list.",
  });
}
