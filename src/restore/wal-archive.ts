import { TemporalStartError } from "../errors.ts";
import type { OneOff, UnitCommand } from "../interfaces/backend.ts";
import type { WalPosition } from "../interfaces/database.ts";
import { type DataPlace, runScript } from "./run-script.ts";
import { listWal } from "./scripts.ts";
import { lastWal, missingWal, readWalFiles } from "./wal-files.ts";

/** How far what is unpacked goes on, by what PostgreSQL has written since. */
export interface Replay extends WalPosition {
  /** Of the archive, as the topology names it. */
  readonly volume: string;
  /** RFC 3339; absent means all that is there. */
  readonly until?: string;
  /** Path of the backup where it was taken for being the latest: then it has to be of the data that PostgreSQL had last. */
  readonly latest?: string;
}

/** What an archive has for a replay. */
export interface FoundWal {
  /** Name of the last file. */
  readonly last: string;
  /** When that was written to, in milliseconds since the epoch. */
  readonly writtenMs: number;
}

/** In a container of its own. */
const folder = "/var/lib/postgresql/wal";

/**
 * Whether the archive has all that a replay needs.
 * @throws TemporalStartError WAL_MISSING
 */
export async function requireWal(place: DataPlace, replay: Replay): Promise<FoundWal> {
  const listing = await runScript(place, listWal, {
    words: [folder, replay.slot],
    whatFailed: "The archive could not be looked at",
    mounts: mountsOf(replay),
  }).catch((error: unknown) => {
    // Without its volume there is no container to look with.
    if (error instanceof TemporalStartError && error.facts.code === "COMMAND_NOT_BEGUN") return "";
    throw error;
  });
  const files = readWalFiles(listing);
  const [last, missing] = [lastWal(files), missingWal(files, replay.file, replay.fileBytes)];
  if (last === undefined) throw nothingThere(replay.slot);
  if (missing !== undefined) throw walMissing(missing);
  const newer = replay.latest === undefined ? undefined : newerSlot(listing, replay);
  if (newer !== undefined) throw ofOtherData(replay.latest ?? "", newer);
  return { last, writtenMs: 1000 * Math.max(...files.map(({ modifiedSeconds }) => modifiedSeconds)) };
}

/**
 * Through which what other data wrote before that moment came: data that was restored since, or the same after PostgreSQL gave
 * the slot up. The name of a slot is the time at which it was made.
 */
function newerSlot(listing: string, { slot, until }: Replay): string | undefined {
  const digits = until?.replaceAll(/\D/g, "");
  return listing
    .split("\n")
    .filter((line) => line.startsWith("temporal_start_wal_"))
    .toSorted()
    .find((other) => other > slot && (digits === undefined || other <= `temporal_start_wal_${digits}`));
}

export function mountsOf({ volume }: Replay): OneOff["mounts"] {
  return [{ volume, path: folder, isReadOnly: true }];
}

/** What the script that recovers goes by. */
export function variablesOf(
  { slot, file, fileBytes, until = "" }: Replay,
  { last }: FoundWal,
): NonNullable<UnitCommand["environment"]> {
  // When PostgreSQL reads it, it knows no names of time zones yet, nor that of UTC.
  const moment = until.replace(/Z$/, "+00");
  const files = { WAL_FROM: file, WAL_LAST: last, WAL_FILE_BYTES: String(fileBytes) };
  return { WAL: `${folder}/${slot}`, WAL_UNTIL: moment, ...files };
}

const asItIs = "Without --to-time the backup can be restored as it is.";

function nothingThere(slot: string): TemporalStartError {
  return new TemporalStartError({
    code: "WAL_MISSING",
    category: "preflight",
    message: `This instance has no archive of what PostgreSQL wrote after the backup (${slot}): it was made by another instance, or the volume is another one; nothing was changed.`,
    hint: asItIs,
  });
}

function walMissing(file: string): TemporalStartError {
  return new TemporalStartError({
    code: "WAL_MISSING",
    category: "preflight",
    message: `The archive lacks ${file} of what PostgreSQL wrote after the backup; nothing was changed.`,
    hint: `The oldest goes where POSTGRES_WAL_LIMIT is reached: temporal-start backup list shows newer backups. ${asItIs}`,
  });
}

function ofOtherData(path: string, newer: string): TemporalStartError {
  const [, date = "", hours = "", minutes = ""] = /_(\d{8})(\d{2})(\d{2})\d*$/.exec(newer) ?? [];
  const since = `${date.replace(/(\d{4})(\d{2})(\d{2})/, "$1-$2-$3")}T${hours}:${minutes}Z`;
  return new TemporalStartError({
    code: "WAL_MISSING",
    category: "preflight",
    message: `The latest backup that leads to a moment, ${path}, is of other data than PostgreSQL has had since ${since}; nothing was changed.`,
    hint: `temporal-start restore ${path} --to-time latest has all of that data, as it was before; of what was written since there is no backup yet.`,
  });
}
