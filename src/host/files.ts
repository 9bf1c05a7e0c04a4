import { access, chmod, constants, lstat, open } from "node:fs/promises";
import { dirname } from "node:path";
import { causeMessage, TemporalStartError } from "../errors.ts";
import type { Files } from "../interfaces/files.ts";
import { makeFolder } from "./make-folder.ts";
import { readIfThere } from "./read-if-there.ts";

/** Containers run as other users and read what is mounted. */
const folderMode = 0o755;

/** The file system. */
export const systemFiles: Files = {
  read(path) {
    try {
      return Promise.resolve(readIfThere(path));
    } catch (error) {
      return Promise.reject(unreadable(path, "read", error));
    }
  },

  async exists(path) {
    try {
      await lstat(path);
      return true;
    } catch (error) {
      if (codeOf(error) === "ENOENT") return false;
      throw unreadable(path, "looked at", error);
    }
  },

  async requireRoomFor(path) {
    if (await systemFiles.exists(path)) throw alreadyThere(path);
    try {
      await access(dirname(path), constants.W_OK | constants.X_OK);
    } catch (error) {
      throw codeOf(error) === "ENOENT" ? noFolder(path, error) : unwritable(path, error);
    }
  },

  async writeNew(path, content, mode) {
    try {
      const isMade = makeFolder(dirname(path));
      // A strict umask holds for what is made here, too.
      if (isMade) await chmod(dirname(path), folderMode);
      const file = await open(path, "wx", mode);
      try {
        await file.chmod(mode);
        await file.writeFile(content);
      } finally {
        await file.close();
      }
    } catch (error) {
      throw codeOf(error) === "EEXIST" ? alreadyThere(path, error) : unwritable(path, error);
    }
  },
};

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}

function unreadable(path: string, how: string, cause: unknown): TemporalStartError {
  return new TemporalStartError({
    code: "FILE_UNREADABLE",
    category: "preflight",
    message: `${path} cannot be ${how}: ${causeMessage(cause)}.`,
    hint: `ls -l '${path}'`,
    cause,
  });
}

function noFolder(path: string, cause: unknown): TemporalStartError {
  return new TemporalStartError({
    code: "FILE_UNWRITABLE",
    category: "preflight",
    message: `${path} cannot be written: its folder does not exist.`,
    hint: `mkdir -p '${dirname(path)}'`,
    cause,
  });
}

function alreadyThere(path: string, cause?: unknown): TemporalStartError {
  return new TemporalStartError({
    code: "FILE_EXISTS",
    category: "preflight",
    message: `${path} is there already; nothing was written.`,
    hint: "Move it away, or name another file.",
    cause,
  });
}

function unwritable(path: string, cause: unknown): TemporalStartError {
  return new TemporalStartError({
    code: "FILE_UNWRITABLE",
    category: "preflight",
    message: `${path} cannot be written: ${causeMessage(cause)}.`,
    hint: `ls -ld '${dirname(path)}'`,
    cause,
  });
}
