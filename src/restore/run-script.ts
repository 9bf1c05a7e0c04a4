import { type Readable, Writable } from "node:stream";
import { TemporalStartError } from "../errors.ts";
import type { Backend, OneOff, UnitCommand } from "../interfaces/backend.ts";
import { halfInPlace } from "./half-in-place.ts";
import {
  exitCodeOfDamagedWal,
  exitCodeOfHalf,
  exitCodeOfNoProgram,
  exitCodeOfNoRoom,
  exitCodeOfNothing,
  exitCodeOfShortWal,
  exitCodeOfWalGap,
  swap,
} from "./scripts.ts";

export interface DataPlace {
  readonly backend: Pick<Backend, "runOnce">;
  /** Whose image has PostgreSQL, */
  readonly unit: string;
  /** unless the data is of another version: a reference to an image that is here. */
  readonly image?: string;
  /** As the topology names it. */
  readonly volume: string;
  /** As the engine and people know it. */
  readonly shown: string;
  /** Where the data is in its container. */
  readonly folder: string;
  readonly signal?: AbortSignal;
}

export interface ScriptInput {
  readonly words?: readonly string[];
  /** Begins the sentence of an error. */
  readonly whatFailed: string;
  readonly stdin?: Readable;
  readonly environment?: NonNullable<UnitCommand["environment"]>;
  /** Whether it reaches the units by their names. */
  readonly joinsNetwork?: boolean;
  /** Beside the data. */
  readonly mounts?: OneOff["mounts"];
}

/**
 * Runs one of scripts.ts in the volume of the data. Answers what it wrote.
 * @throws TemporalStartError NO_ROOM, IMAGE_LACKS_ZSTD, NOTHING_KEPT, WAL_TOO_SHORT, WAL_MISSING, RESTORE_UNFINISHED, RESTORE_FAILED
 */
export async function runScript(
  { backend, unit, image, volume, shown, folder, signal }: DataPlace,
  script: string,
  { words = [], whatFailed, stdin, environment = {}, joinsNetwork = false, mounts = [] }: ScriptInput,
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
      image: image === undefined ? { unit } : { reference: image },
      joinsNetwork,
      mounts: [{ volume, path: folder, isReadOnly: false }, ...mounts],
      user: "postgres",
    },
    { words: ["sh", "-c", script, folder, ...words], environment },
    { stdout, ...(stdin && { stdin }), ...(signal && { signal }) },
  );
  const known = failures[exitCode];
  if (known !== undefined) throw known(shown, stderr.trim());
  if (exitCode !== 0) throw failed(script === swap, `${whatFailed} (exit code ${String(exitCode)})`, stderr);
  return Buffer.concat(said).toString();
}

function noRoom(volume: string): TemporalStartError {
  return new TemporalStartError({
    code: "NO_ROOM",
    category: "preflight",
    service: "temporal-postgres",
    message: `The disk of the volume ${volume} has too little room for other data beside what is there; nothing was changed.`,
    hint: "docker system df shows what takes it; temporal-start restore cleanup removes what earlier restores have left.",
  });
}

function lacksZstd(): TemporalStartError {
  return new TemporalStartError({
    code: "IMAGE_LACKS_ZSTD",
    category: "preflight",
    service: "temporal-postgres",
    message: "The backup is packed by zstd, which the image of PostgreSQL does not have; nothing was changed.",
    hint: "temporal-start images build postgres makes one that has it; so have those of Docker Hub (POSTGRES_IMAGE).",
  });
}

const kept = "what was there before is in place";

function walTooShort(_: string, lastTransaction: string): TemporalStartError {
  const last = lastTransaction === "" ? "has nothing after the backup" : `ends at ${lastTransaction}`;
  return new TemporalStartError({
    code: "WAL_TOO_SHORT",
    category: "preflight",
    message: `The archive of what PostgreSQL wrote after this backup ${last}, before the time that is asked for; ${kept}.`,
    hint: "An earlier --to-time; or a later backup, where there is one: temporal-start backup list.",
  });
}

function walDamaged(_: string, file: string): TemporalStartError {
  return new TemporalStartError({
    code: "WAL_MISSING",
    category: "preflight",
    message: `${file} of what PostgreSQL wrote after the backup cannot be unpacked; ${kept}.`,
    hint: "An earlier --to-time, or a later backup: temporal-start backup list.",
  });
}

function walGap(_: string, file: string): TemporalStartError {
  return new TemporalStartError({
    code: "WAL_MISSING",
    category: "preflight",
    message: `What PostgreSQL wrote after the backup went, or cannot be read, behind ${file || "the backup"}; ${kept}.`,
    hint: "The oldest goes where POSTGRES_WAL_LIMIT is reached: a later backup leads on (temporal-start backup list), or an earlier --to-time.",
  });
}

export function nothingKept(volume: string): TemporalStartError {
  return new TemporalStartError({
    code: "NOTHING_KEPT",
    category: "preflight",
    message: `Nothing is kept from before in ${volume}, or it was cleaned up; nothing was changed.`,
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

/** By exit code: what a script says of itself. */
const failures: Readonly<Record<number, (volume: string, words: string) => TemporalStartError>> = {
  [exitCodeOfHalf]: halfInPlace,
  [exitCodeOfNoRoom]: noRoom,
  [exitCodeOfNoProgram]: lacksZstd,
  [exitCodeOfNothing]: nothingKept,
  [exitCodeOfShortWal]: walTooShort,
  [exitCodeOfDamagedWal]: walDamaged,
  [exitCodeOfWalGap]: walGap,
};
