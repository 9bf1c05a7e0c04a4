import { TemporalStartError } from "../../src/errors.ts";
import type { Files } from "../../src/interfaces/files.ts";

export interface FakeFile {
  readonly content: string | Uint8Array;
  readonly mode: number;
}

export interface FakeFiles extends Files {
  readonly written: ReadonlyMap<string, FakeFile>;
}

/** Files in memory. */
export function fakeFiles(texts: Readonly<Record<string, string>> = {}): FakeFiles {
  const written = new Map<string, FakeFile>();
  const isThere = (path: string): boolean => path in texts || written.has(path);
  return {
    written,
    read: async (path) => texts[path],
    exists: async (path) => isThere(path),
    requireRoomFor: async () => undefined,
    replace: async (path, content) => void written.set(path, { content, mode: 0o600 }),
    remove: async (path) => void written.delete(path),
    async writeNew(path, content, mode) {
      if (isThere(path)) {
        throw new TemporalStartError({
          code: "FILE_EXISTS",
          category: "preflight",
          message: `${path} is there already; nothing was written.`,
        });
      }
      written.set(path, { content, mode });
    },
  };
}
