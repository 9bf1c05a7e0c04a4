import { dirname } from "node:path";
import { Readable, Writable } from "node:stream";
import { TemporalStartError } from "../../src/errors.ts";
import type { FileStore } from "../../src/interfaces/file-store.ts";

export interface FakeFileStore extends FileStore {
  readonly files: Map<string, Buffer>;
}

/** Files in memory, made at the beginning of the epoch. */
export function fakeFileStore(): FakeFileStore {
  const files = new Map<string, Buffer>();
  return {
    files,
    async create(path) {
      if (files.has(path)) throw failure("FILE_EXISTS", path);
      const written: Buffer[] = [];
      const stream = new Writable({
        write(chunk: Buffer, _, done) {
          written.push(chunk);
          done();
        },
      });
      return {
        stream,
        commit: async () => void files.set(path, Buffer.concat(written)),
        async discard() {
          stream.destroy();
          return undefined;
        },
      };
    },
    async open(path) {
      const content = files.get(path);
      if (content === undefined) throw failure("FILE_UNREADABLE", path);
      return { bytes: content.length, stream: Readable.from([content]) };
    },
    list: async (folder) =>
      [...files]
        .filter(([path]) => dirname(path) === folder)
        .map(([path, content]) => ({ path, bytes: content.length, modifiedMs: 0 })),
    remove: async (path) => void files.delete(path),
    isFolder: async (path) => [...files.keys()].some((file) => dirname(file) === path),
  };
}

function failure(code: string, path: string): TemporalStartError {
  return new TemporalStartError({ code, category: "preflight", message: `${path}: ${code}`, hint: "ls" });
}
