import { PassThrough, Readable, Writable } from "node:stream";
import { TemporalStartError } from "../errors.ts";
import type { Backend, CommandStreams, UnitCommand } from "../interfaces/backend.ts";
import type { ExecutionCounts } from "../interfaces/database.ts";
import {
  cleanUp,
  discard,
  exitCodeOfNoRoom,
  exitCodeOfNothing,
  kept,
  recover,
  swap,
  takeBack,
  underWay,
  unpack,
} from "./scripts.ts";
import { type Restored, statements } from "./statements.ts";

export interface DataPlace {
  readonly backend: Pick<Backend, "runOnce">;
  /** Whose image has PostgreSQL. */
  readonly unit: string;
  /** As the topology names it. */
  readonly volume: string;
  /** As the engine and people know it. */
  readonly shown: string;
  /** Where the data is in its container. */
  readonly folder: string;
  readonly signal?: AbortSignal;
}

/** The data itself, the log that recovery writes, and a rest for what runs meanwhile. */
const roomFactor = 1.25;

/**
 * Unpacks a base backup beside the data, which may be in use.
 * @param bytes how much room it takes
 * @param feed writes the packed base backup, and ends when all of it has been written
 * @throws TemporalStartError RESTORE_FAILED, NO_ROOM, or what `feed` throws; then nothing of it is left
 */
export async function unpackData(
  place: DataPlace,
  id: string,
  bytes: number,
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
    await run(place, unpack, [id, kilobytes], "The backup could not be unpacked", { stdin: packed });
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
    Number(await run(place, takeBack, [id], "What was kept could not be copied")),
  );
}

/** What the data says of itself. */
export interface Recovered extends ExecutionCounts {
  /** Version of the server whose data it is; null where no schema job has written it down. */
  readonly server: string | null;
}

/** Brings the unpacked data to the moment of its backup, and makes it ready for a server. */
export async function recoverData(place: DataPlace, restored: Restored): Promise<Recovered> {
  const environment = { PGUSER: restored.user, PGDATABASE: restored.database };
  const stdin = Readable.from([statements(restored)]);
  const what = "The backup could not be recovered";
  return orDiscard(place, restored.id, async () => {
    return JSON.parse(await run(place, recover, [restored.id], what, { stdin }, environment)) as Recovered;
  });
}

/**
 * Puts the recovered data in place. PostgreSQL must not run.
 * @throws TemporalStartError RESTORE_UNFINISHED: the same again goes on
 */
export async function swapData(place: DataPlace, id: string): Promise<void> {
  await run(place, swap, [id], "The restored data could not be put in place");
}

/** Name of a restore whose data is half in place: `swapData` brings it to its end. */
export async function restoreUnderWay(place: DataPlace): Promise<string | undefined> {
  return (await run(place, underWay, [], "The data could not be looked at")).trim().split("\n").find(Boolean);
}

/** @throws TemporalStartError NOTHING_KEPT where `takeBackData` would find nothing */
export async function requireKept(place: DataPlace): Promise<void> {
  if ((await run(place, kept, [], "The data could not be looked at")).trim() === "") throw nothingKept(place.shown);
}

/** Removes what restores have left beside the data. Answers how many bytes that were. */
export async function removeLeftData(place: DataPlace): Promise<number> {
  const sizes = (await run(place, cleanUp, [], "What restores have left could not be removed"))
    .split("\n")
    .filter(Boolean);
  return sizes.reduce((sum, size) => sum + 1024 * Number(size), 0);
}

async function run(
  { backend, unit, volume, shown, folder, signal }: DataPlace,
  script: string,
  words: readonly string[],
  whatFailed: string,
  streams: Pick<CommandStreams, "stdin"> = {},
  environment: UnitCommand["environment"] = {},
): Promise<string> {
  const said: Buffer[] = [];
  const stdout = new Writable({
    write(chunk: Buffer, _, done) {
      said.push(chunk);
      done();
    },
  });
  const { exitCode, stderr } = await backend.runOnce(
    {
      image: { unit },
      joinsNetwork: false,
      mounts: [{ volume, path: folder, isReadOnly: false }],
      user: "postgres",
    },
    { words: ["sh", "-c", script, folder, ...words], environment },
    { ...streams, stdout, ...(signal && { signal }) },
  );
  if (exitCode === exitCodeOfNoRoom) throw noRoom(shown);
  if (exitCode === exitCodeOfNothing) throw nothingKept(shown);
  if (exitCode !== 0) throw failed(script === swap, `${whatFailed} (exit code ${String(exitCode)})`, stderr);
  return Buffer.concat(said).toString();
}

/** What cannot be used takes no room. */
async function orDiscard<Result>(place: DataPlace, id: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const { signal: _, ...lasting } = place;
    await run(lasting, discard, [id], "").catch(() => undefined);
    throw error;
  }
}

function noRoom(volume: string): TemporalStartError {
  return new TemporalStartError({
    code: "NO_ROOM",
    category: "preflight",
    service: "temporal-postgres",
    message: `The disk of the volume ${volume} has too little room to unpack the backup beside the data; nothing was changed.`,
    hint: "docker system df shows what takes it; temporal-start restore cleanup removes what earlier restores have left.",
  });
}

function nothingKept(volume: string): TemporalStartError {
  return new TemporalStartError({
    code: "NOTHING_KEPT",
    category: "preflight",
    message: `No restore has kept any data in ${volume}, or it was cleaned up; nothing was changed.`,
    hint: "temporal-start backup list shows what can be restored.",
  });
}

function failed(isHalfInPlace: boolean, message: string, stderr: string): TemporalStartError {
  const details = stderr.split("\n").filter(Boolean).slice(-10);
  const service = "temporal-postgres";
  if (isHalfInPlace) {
    const hint = "temporal-start restore finish goes on.";
    return new TemporalStartError({
      code: "RESTORE_UNFINISHED",
      category: "preflight",
      service,
      message,
      hint,
      details,
    });
  }
  return new TemporalStartError({
    code: "RESTORE_FAILED",
    category: "service",
    service,
    message: `${message}; what was there before is in place.`,
    hint: "temporal-start doctor, and the same again when all is well.",
    details,
  });
}
