import { link, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Writable } from "node:stream";
import { finished } from "node:stream/promises";
import { type FileStore, type NewFile, partialEnding, type StoredFile } from "../interfaces/file-store.ts";
import { alreadyThere, codeOf, unreadable, unwritable } from "./file-failures.ts";

const fileMode = 0o600;
const folderMode = 0o700;

export const systemFileStore: FileStore = {
  async create(path) {
    const half = `${path}${partialEnding}`;
    try {
      if (await isThere(path)) throw alreadyThere(path);
      await mkdir(dirname(path), { recursive: true, mode: folderMode });
      await rm(half, { force: true });
      const file = await open(half, "wx", fileMode);
      return newFile(path, half, file.createWriteStream({ autoClose: true, flush: true }));
    } catch (error) {
      throw codeOf(error) === undefined ? error : unwritable(path, error);
    }
  },

  async open(path) {
    try {
      // Looked at first: opening a pipe waits for whoever writes into it, and nothing ends that.
      const facts = await stat(path);
      if (!facts.isFile()) throw Object.assign(new Error("it is no file"), { code: "EISDIR" });
      const file = await open(path, "r");
      return { bytes: facts.size, stream: file.createReadStream({ highWaterMark: 1024 * 1024 }) };
    } catch (error) {
      throw unreadable(path, "read", error);
    }
  },

  async list(folder) {
    try {
      const entries = await readdir(folder, { withFileTypes: true });
      const files = entries.filter((entry) => entry.isFile()).map(({ name }) => join(folder, name));
      return (await Promise.all(files.map(factsOf))).flat();
    } catch (error) {
      if (codeOf(error) === "ENOENT") return [];
      throw unreadable(folder, "read", error);
    }
  },

  async remove(path) {
    try {
      await rm(path);
    } catch (error) {
      throw unwritable(path, error);
    }
  },

  isFolder: (path) =>
    stat(path).then(
      (facts) => facts.isDirectory(),
      () => false,
    ),
};

function newFile(path: string, half: string, stream: Writable): NewFile {
  // Also heard where nobody waits for it.
  const written = finished(stream, { readable: false });
  written.catch(() => undefined);
  return {
    stream,
    async commit() {
      try {
        stream.end();
        await written;
        // Unlike rename it never replaces a file that came meanwhile; not every file system has it.
        await link(half, path).then(
          () => rm(half),
          (error: unknown) => (codeOf(error) === "EEXIST" ? Promise.reject(error as Error) : rename(half, path)),
        );
        await syncFolder(dirname(path));
      } catch (error) {
        throw codeOf(error) === "EEXIST" ? alreadyThere(path, error) : unwritable(path, error);
      }
    },
    async discard() {
      const failure = stream.errored === null ? undefined : unwritable(path, stream.errored);
      stream.destroy();
      await written.catch(() => undefined);
      await rm(half, { force: true });
      return failure;
    },
  };
}

/** A new name is on the disk when its folder is. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const opened = await open(folder, "r");
  try {
    await opened.sync();
  } finally {
    await opened.close();
  }
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: unknown) => {
      if (codeOf(error) === "ENOENT") return false;
      throw error;
    },
  );
}

/** None of a file that is gone meanwhile. */
async function factsOf(path: string): Promise<readonly StoredFile[]> {
  try {
    const { size, mtimeMs } = await stat(path);
    return [{ path, bytes: size, modifiedMs: mtimeMs }];
  } catch {
    return [];
  }
}
