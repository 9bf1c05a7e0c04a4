import { once } from "../async/once.ts";
import { keepGarbageSmall } from "../host/keep-garbage-small.ts";
import type { FileStore } from "../interfaces/file-store.ts";

/** Files of this machine, and objects where a path names one. */
export async function openFileStore(environment: Readonly<Record<string, string | undefined>>): Promise<FileStore> {
  keepGarbageSmall();
  const [{ systemFileStore }, { isS3 }] = await Promise.all([
    import("../host/file-store.ts"),
    import("../s3/s3-address.ts"),
  ]);
  const objects = once(async () => (await import("../s3/s3-store.ts")).s3FileStore(environment));
  const storeOf = async (path: string): Promise<FileStore> => (isS3(path) ? objects() : systemFileStore);
  return {
    create: async (path) => (await storeOf(path)).create(path),
    open: async (path) => (await storeOf(path)).open(path),
    list: async (folder) => (await storeOf(folder)).list(folder),
    remove: async (path) => (await storeOf(path)).remove(path),
    isFolder: async (path) => (await storeOf(path)).isFolder(path),
  };
}
