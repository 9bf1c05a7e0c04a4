import { backupName } from "../../backup/names.ts";
import { joinPath } from "../../backup/paths.ts";
import { instanceLabel } from "../../cluster/settings/instance.ts";
import type { DrilledBackup } from "./drill.ts";
import { type MakeNeeds, makeBackup } from "./make-backup.ts";
import { openBackup } from "./open-backup.ts";

/** Backs up into the instance's own folder, and reads it back: what the disk gives has to be what was written. */
export async function makeGoodBackup(context: MakeNeeds, label: string): Promise<DrilledBackup> {
  const { readBackup } = await import("../../backup/read-backup.ts");
  const { topology } = await context.settings();
  const name = backupName(instanceLabel(topology.instance), context.clock.now());
  const path = joinPath(await context.backupFolder(), name);
  await makeBackup(context, path, { label });
  const open = async () => (await openBackup(context, path, undefined)).stream;
  const { manifest, checksums } = await readBackup(path, await open());
  return { path, open, manifest, checksums };
}
