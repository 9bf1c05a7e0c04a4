import { backupName } from "../../backup/names.ts";
import { joinPath } from "../../backup/paths.ts";
import { instanceLabel } from "../../cluster/settings/instance.ts";
import type { DrilledBackup } from "../backup/drill.ts";
import { type MakeNeeds, makeBackup } from "../backup/make-backup.ts";
import { openBackup } from "../backup/open-backup.ts";
import type { Way } from "./find-way.ts";

export type BackUpNeeds = MakeNeeds;

/** Backs up all data in the instance's own folder, and reads it back to its end. */
export async function backUpForUpgrade(context: BackUpNeeds, { data, to }: Way): Promise<DrilledBackup> {
  const { topology } = await context.settings();
  const { readBackup } = await import("../../backup/read-backup.ts");
  const path = joinPath(
    await context.backupFolder(),
    backupName(instanceLabel(topology.instance), context.clock.now()),
  );
  context.reporter.note("Making a backup.");
  await makeBackup(context, path, {
    label: `${data.underWay === undefined ? "before" : "in the middle of"} the upgrade to ${to}`,
  });
  const open = async () => (await openBackup(context, path, undefined)).stream;
  const { manifest, checksums } = await readBackup(path, await open());
  context.reporter.note(`The backup is ${path}`);
  return { path, open, manifest, checksums };
}
