import { mkdir, mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { isAccessible } from "../../host/is-accessible.ts";

/** Artifacts by their content key. A folder under its key is always complete: it is renamed there when done. */
export interface ArtifactCache {
  folder(key: string): string;
  has(key: string): Promise<boolean>;
  remove(key: string): Promise<void>;
  /** Removes work folders of builds that were killed: those not touched since the given time. */
  removeAbandonedWork(beforeMs: number): Promise<void>;
  /** Lets `make` fill an empty folder and keeps it under the key. */
  fill(key: string, make: (folder: string) => Promise<void>): Promise<void>;
  /** An empty folder that is removed when `use` ends. */
  withWorkFolder<Result>(use: (folder: string) => Promise<Result>): Promise<Result>;
}

export function createArtifactCache(root: string): ArtifactCache {
  const folder = (key: string): string => join(root, "artifacts", key);
  const work = join(root, "work");
  const has = (key: string): Promise<boolean> => isAccessible(folder(key));
  const withWorkFolder = async <Result>(use: (path: string) => Promise<Result>): Promise<Result> => {
    await mkdir(work, { recursive: true });
    const path = await mkdtemp(join(work, "step-"));
    try {
      return await use(path);
    } finally {
      await rm(path, { recursive: true, force: true });
    }
  };
  return {
    folder,
    has,
    remove: (key) => rm(folder(key), { recursive: true, force: true }),
    async removeAbandonedWork(beforeMs) {
      for (const name of await readdir(work).catch(() => [])) {
        const path = join(work, name);
        // Another build may have removed it since the listing.
        const info = await stat(path).catch(() => undefined);
        if (info !== undefined && info.mtimeMs < beforeMs) await rm(path, { recursive: true, force: true });
      }
    },
    withWorkFolder,
    fill: (key, make) =>
      withWorkFolder(async (path) => {
        const made = join(path, "made");
        await mkdir(made);
        await make(made);
        await mkdir(join(root, "artifacts"), { recursive: true });
        // Another build may have been faster with the same content, even since `has` looked.
        if (!(await has(key))) await rename(made, folder(key)).catch(unless(() => has(key)));
      }),
  };
}

/** Passes over a failure that does not matter where this holds. */
function unless(harmless: () => Promise<boolean>): (failure: unknown) => Promise<void> {
  return async (failure) => {
    if (!(await harmless())) throw failure;
  };
}
