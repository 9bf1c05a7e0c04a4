import { type Readable, Writable } from "node:stream";
import { TemporalStartError } from "../errors.ts";
import type { Backend, OneOff, UnitCommand } from "../interfaces/backend.ts";
import { exitCodeOfNoRoom, exitCodeOfNothing, exitCodeOfShortWal, swap } from "./scripts.ts";

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

export interface ScriptInput {
  readonly words?: readonly string[];
  /** Begins the sentence of an error. */
  readonly whatFailed: string;
  readonly stdin?: Readable;
  readonly environment?: NonNullable<UnitCommand["environment"]>;
  /** Beside the data. */
  readonly mounts?: OneOff["mounts"];
}

/**
 * Runs one of scripts.ts in the volume of the data. Answers what it wrote.
 * @throws TemporalStartError NO_ROOM, NOTHING_KEPT, WAL_TOO_SHORT, RESTORE_UNFINISHED, RESTORE_FAILED
 */
export async function runScript(
  { backend, unit, volume, shown, folder, signal }: DataPlace,
  script: string,
  { words = [], whatFailed, stdin, environment = {}, mounts = [] }: ScriptInput,
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
      mounts: [{ volume, path: folder, isReadOnly: false }, ...mounts],
      user: "postgres",
    },
    { words: ["sh", "-c", script, folder, ...words], environment },
    { stdout, ...(stdin && { stdin }), ...(signal && { signal }) },
  );
  if (exitCode === exitCodeOfNoRoom) throw noRoom(shown);
  if (exitCode === exitCodeOfNothing) throw nothingKept(shown);
  if (exitCode === exitCodeOfShortWal) throw walTooShort(stderr.trim());
  if (exitCode !== 0) throw failed(script === swap, `${whatFailed} (exit code ${String(exitCode)})`, stderr);
  return Buffer.concat(said).toString();
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

function walTooShort(lastTransaction: string): TemporalStartError {
  const last = lastTransaction === "" ? "has nothing after the backup" : `ends at ${lastTransaction}`;
  return new TemporalStartError({
    code: "WAL_TOO_SHORT",
    category: "preflight",
    message: `The archive ${last}, before the time that is asked for; what was there before is in place.`,
    hint: "An earlier --to-time, or --to-time latest for all that is in the archive.",
  });
}

export function nothingKept(volume: string): TemporalStartError {
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
