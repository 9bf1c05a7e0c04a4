import { basename, dirname } from "node:path";
import { readBackupName } from "../../backup/names.ts";
import { partialEnding } from "../../interfaces/file-store.ts";
import type { Needs } from "../command.ts";

/** Somebody else may be writing into a folder that is shared, and of an upload only its beginning is known. */
const settledMs = 86_400_000;

/**
 * Removes what backups of this instance that were killed have left beside a new one. In the instance's own folder there is no
 * other that is being written, since this command holds the cluster.
 * @param path of the new backup
 */
export async function removeLeftovers(
  context: Needs<"backupFolder" | "clock" | "fileStore">,
  path: string,
  instance: string,
): Promise<void> {
  const folder = dirname(path);
  const store = await context.fileStore();
  const isOwn = folder === (await context.backupFolder());
  // What keeps the folder from being read, the new backup tells better.
  for (const { path: left, modifiedMs } of await store.list(folder).catch(() => [])) {
    const isLeft = left.endsWith(partialEnding) && readBackupName(basename(left))?.instance === instance;
    const isSettled = isOwn || context.clock.now() - modifiedMs > settledMs;
    // It costs room, and no more.
    if (isLeft && isSettled) await store.remove(left).catch(() => undefined);
  }
}
