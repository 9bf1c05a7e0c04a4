import { PassThrough, Readable, type Writable } from "node:stream";
import type { Packing } from "../backup/manifest.ts";
import type { ExecutionCounts } from "../interfaces/database.ts";
import { halfInPlace } from "./half-in-place.ts";
import { type DataPlace, nothingKept, runScript } from "./run-script.ts";
import { cleanUp, discard, kept, recover, swap, takeBack, underWay, unpack } from "./scripts.ts";
import { type Restored, statements } from "./statements.ts";
import { mountsOf, type Replay, requireWal, variablesOf } from "./wal-archive.ts";

const lookAt = { whatFailed: "The data could not be looked at" };

/** The data itself, the log that recovery writes, and a rest for what runs meanwhile. */
const roomFactor = 1.25;
/** What the replay of an archive keeps of the log (max_wal_size of PostgreSQL). How the data grows is watched. */
export const replayBytes = 2 ** 30;

export interface Packed {
  /** How much room it takes when it is unpacked. */
  readonly bytes: number;
  readonly packing: Packing;
}

/**
 * Unpacks a base backup beside the data, which may be in use.
 * @param feed writes the packed base backup, and ends when all of it has been written
 * @throws TemporalStartError RESTORE_FAILED, NO_ROOM, IMAGE_LACKS_ZSTD, or what `feed` throws; then nothing of it is left
 */
export async function unpackData(
  place: DataPlace,
  id: string,
  { bytes, packing }: Packed,
  feed: (sink: Writable) => Promise<void>,
): Promise<void> {
  const packed = new PassThrough();
  const fed = feed(packed).then(
    () => packed.end(),
    (error: unknown) => {
      // The command must not take what it has for all there is.
      packed.destroy(error as Error);
      throw error;
    },
  );
  fed.catch(() => undefined);
  const kilobytes = String(Math.ceil((bytes * roomFactor) / 1024));
  await orDiscard(place, id, async () => {
    await runScript(place, unpack, {
      words: [id, kilobytes, packing],
      whatFailed: "The backup could not be unpacked",
      stdin: packed,
    });
    await fed;
  });
}

/**
 * Copies beside the data what the last restore has kept of the data before it.
 * @returns for how many seconds it has been away
 * @throws TemporalStartError NOTHING_KEPT, NO_ROOM, RESTORE_FAILED
 */
export async function takeBackData(place: DataPlace, id: string): Promise<number> {
  return orDiscard(place, id, async () =>
    Number(await runScript(place, takeBack, { words: [id], whatFailed: "What was kept could not be copied" })),
  );
}

/** What the data says of itself. */
export interface Recovered extends ExecutionCounts {
  /** Version of the server whose data it is; null where no schema job has written it down. */
  readonly server: string | null;
  /** Of a replay: the time of the last transaction, RFC 3339; null where there was none. */
  readonly lastTransaction: string | null;
}

/**
 * Brings the unpacked data to the moment of its backup, or to a later one, and makes it ready for a server.
 * @throws TemporalStartError RESTORE_FAILED, WAL_MISSING, WAL_TOO_SHORT, NO_ROOM
 */
export async function recoverData(place: DataPlace, restored: Restored, replay?: Replay): Promise<Recovered> {
  return orDiscard(place, restored.id, async () => {
    // Once more: what was there before the backup was unpacked may have gone meanwhile.
    const found = replay && (await requireWal(place, replay));
    const [answer = "", last = ""] = (
      await runScript(place, recover, {
        words: [restored.id],
        whatFailed: "The backup could not be recovered",
        stdin: Readable.from([statements(restored)]),
        environment: {
          ...{ PGUSER: restored.user, PGDATABASE: restored.database },
          ...(replay && found && variablesOf(replay, found)),
        },
        ...(replay && { mounts: mountsOf(replay) }),
      })
    ).split("\n");
    return { ...(JSON.parse(answer) as Omit<Recovered, "lastTransaction">), lastTransaction: rfc3339(last) };
  });
}

/** `2026-01-31 12:00:00.123456+00`, as PostgreSQL writes times of UTC. */
function rfc3339(time: string): string | null {
  const ms = Date.parse(time.replace(" ", "T").replace(/\+00$/, "Z"));
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}

/**
 * Puts the recovered data in place. PostgreSQL must not run.
 * @throws TemporalStartError RESTORE_UNFINISHED: the same again goes on
 */
export async function swapData(place: DataPlace, id: string): Promise<void> {
  await runScript(place, swap, { words: [id], whatFailed: "The restored data could not be put in place" });
}

/** Name of a restore whose data is half in place: `swapData` brings it to its end. */
export async function restoreUnderWay(place: DataPlace): Promise<string | undefined> {
  return (await runScript(place, underWay, lookAt)).trim().split("\n").find(Boolean);
}

/** @throws TemporalStartError RESTORE_UNFINISHED */
export async function requireNoneUnderWay(place: DataPlace): Promise<void> {
  if ((await restoreUnderWay(place)) !== undefined) throw halfInPlace();
}

/**
 * The major version of PostgreSQL of what `takeBackData` would bring back.
 * @throws TemporalStartError NOTHING_KEPT where it would find nothing
 */
export async function requireKept(place: DataPlace): Promise<string> {
  const major = (await runScript(place, kept, lookAt)).trim();
  if (major === "") throw nothingKept(place.shown);
  return major;
}

/** Removes what restores have left beside the data. Answers how many bytes that were. */
export async function removeLeftData(place: DataPlace): Promise<number> {
  const sizes = (await runScript(place, cleanUp, { whatFailed: "What restores have left could not be removed" }))
    .split("\n")
    .filter(Boolean);
  return sizes.reduce((sum, size) => sum + 1024 * Number(size), 0);
}

/** Removes what was unpacked; what cannot be removed goes with the next restore. */
export async function discardData({ signal: _, ...lasting }: DataPlace, id: string): Promise<void> {
  await runScript(lasting, discard, { words: [id], whatFailed: "" }).catch(() => undefined);
}

/** What cannot be used takes no room. */
async function orDiscard<Result>(place: DataPlace, id: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    await discardData(place, id);
    throw error;
  }
}
