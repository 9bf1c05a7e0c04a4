import { PassThrough, Readable, Writable } from "node:stream";
import { z } from "zod";
import { TemporalStartError } from "../errors.ts";
import type { Backend, CommandStreams, UnitCommand } from "../interfaces/backend.ts";
import { cleanUp, recover, swap, underWay, unpack } from "./scripts.ts";
import { type Restored, statements } from "./statements.ts";

export interface DataPlace {
  readonly backend: Pick<Backend, "runOnce">;
  /** Whose image has PostgreSQL. */
  readonly unit: string;
  /** As the topology names it. */
  readonly volume: string;
  /** Where the data is in its container. */
  readonly folder: string;
  readonly signal?: AbortSignal;
}

const countsSchema = z.object({ executions: z.number(), open: z.number() });

export type RestoredCounts = z.infer<typeof countsSchema>;

/**
 * Unpacks a base backup beside the data, which may be in use.
 * @param feed writes the packed base backup, and ends when all of it has been written
 * @throws TemporalStartError RESTORE_FAILED, or what `feed` throws
 */
export async function unpackData(place: DataPlace, id: string, feed: (sink: Writable) => Promise<void>): Promise<void> {
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
  await run(place, unpack, id, { stdin: packed });
  await fed;
}

/** Brings the unpacked data to the moment of its backup, and makes it ready for a server. */
export async function recoverData(place: DataPlace, restored: Restored): Promise<RestoredCounts> {
  const environment = { PGUSER: restored.user, PGDATABASE: restored.database };
  const stdin = Readable.from([statements(restored)]);
  return countsSchema.parse(JSON.parse(await run(place, recover, restored.id, { stdin }, environment)));
}

/** Puts the recovered data in place. PostgreSQL must not run. */
export async function swapData(place: DataPlace, id: string): Promise<void> {
  await run(place, swap, id, {});
}

/** Name of a restore whose data is half in place: `swapData` brings it to its end. */
export async function restoreUnderWay(place: DataPlace): Promise<string | undefined> {
  return (await run(place, underWay, "", {})).trim().split("\n").find(Boolean);
}

/** Removes what restores have left beside the data. Answers how many bytes that were. */
export async function removeLeftData(place: DataPlace): Promise<number> {
  const sizes = (await run(place, cleanUp, "", {})).split("\n").filter(Boolean);
  return sizes.reduce((sum, size) => sum + 1024 * Number(size), 0);
}

async function run(
  { backend, unit, volume, folder, signal }: DataPlace,
  script: string,
  id: string,
  streams: Pick<CommandStreams, "stdin">,
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
    { words: ["sh", "-c", script, folder, id], environment },
    { ...streams, stdout, ...(signal && { signal }) },
  );
  if (exitCode !== 0) throw failed(exitCode, stderr);
  return Buffer.concat(said).toString();
}

function failed(exitCode: number, stderr: string): TemporalStartError {
  return new TemporalStartError({
    code: "RESTORE_FAILED",
    category: "service",
    service: "temporal-postgres",
    message: `The backup could not be unpacked or recovered (exit code ${String(exitCode)}).`,
    hint: "temporal-start doctor shows whether there is room; what was there before is in place.",
    details: stderr.split("\n").filter(Boolean).slice(-10),
  });
}
