import { access, chmod, constants, lstat, open } from "node:fs/promises";
import { dirname } from "node:path";
import type { Files } from "../interfaces/files.ts";
import { alreadyThere, codeOf, noFolder, unreadable, unwritable } from "./file-failures.ts";
import { makeFolder } from "./make-folder.ts";
import { readIfThere } from "./read-if-there.ts";
import { removeIfThere } from "./remove-if-there.ts";
import { replaceFile } from "./replace-file.ts";

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

  replace(path, text) {
    try {
      replaceFile(path, text);
      return Promise.resolve();
    } catch (error) {
      return Promise.reject(unwritable(path, error));
    }
  },

  remove(path) {
    try {
      removeIfThere(path);
      return Promise.resolve();
    } catch (error) {
      return Promise.reject(unwritable(path, error));
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
