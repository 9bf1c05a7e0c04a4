import { TemporalStartError } from "../errors.ts";
import type { OneOff, UnitCommand } from "../interfaces/backend.ts";
import type { WalPosition } from "../interfaces/database.ts";
import { type DataPlace, runScript } from "./run-script.ts";
import { listWal } from "./scripts.ts";
import { missingWal, readWalFiles } from "./wal-files.ts";

/** How far what is unpacked goes on, by what PostgreSQL has written since. */
export interface Replay extends WalPosition {
  /** Of the archive, as the topology names it. */
  readonly volume: string;
  /** RFC 3339; absent means all that is there. */
  readonly until?: string;
}

/** In a container of its own. */
const folder = "/var/lib/postgresql/wal";

/**
 * Whether the archive has all that a replay needs.
 * @returns when it was last written to, in milliseconds since the epoch
 * @throws TemporalStartError WAL_MISSING
 */
export async function requireWal(place: DataPlace, replay: Replay): Promise<number> {
  const listing = await runScript(place, listWal, {
    words: [`${folder}/${replay.slot}`],
    whatFailed: "The archive could not be looked at",
    mounts: mountsOf(replay),
  });
  const files = readWalFiles(listing);
  const missing = missingWal(files, replay.file, replay.fileBytes);
  if (missing !== undefined) throw walMissing(missing, files.length);
  return 1000 * Math.max(...files.map(({ modifiedSeconds }) => modifiedSeconds));
}

export function mountsOf({ volume }: Replay): OneOff["mounts"] {
  return [{ volume, path: folder, isReadOnly: true }];
}

/** What the script that recovers goes by. */
export function variablesOf({ slot, fileBytes, until = "" }: Replay): NonNullable<UnitCommand["environment"]> {
  // When PostgreSQL reads it, it knows no names of time zones yet, nor that of UTC.
  return { WAL: `${folder}/${slot}`, WAL_FILE_BYTES: String(fileBytes), WAL_UNTIL: until.replace(/Z$/, "+00") };
}

function walMissing(file: string, found: number): TemporalStartError {
  return new TemporalStartError({
    code: "WAL_MISSING",
    category: "preflight",
    message: `The archive lacks ${file} of what PostgreSQL wrote after the backup (${String(found)} files of it are there); nothing was changed.`,
    hint: "The oldest goes where POSTGRES_WAL_LIMIT is reached: temporal-start backup list shows newer backups, and without --to-time this one can be restored as it is.",
  });
}
