import type { Readable } from "node:stream";
import { versionOfImage } from "../../cluster/server-version.ts";
import { defined } from "../../defined.ts";
import { TemporalStartError } from "../../errors.ts";
import type { Replay } from "../../restore/wal-archive.ts";
import { type FindNeeds, pathOfBackup } from "../backup/find-backups.ts";
import { type KeyNeeds, readKeys } from "../backup/keys.ts";
import { openBackup } from "../backup/open-backup.ts";
import type { Needs } from "../command.ts";
import type { VerifiedBackup } from "./from-backup.ts";
import { takeOverVersion } from "./take-over-version.ts";
import { readToTime, replayOf } from "./to-time.ts";

type ChooseNeeds = FindNeeds & KeyNeeds & Needs<"choose" | "clock" | "reporter" | "settings">;

interface ChosenBackup extends VerifiedBackup {
  readonly replay?: Replay;
}

/**
 * Reads the backup that a person means to its end, and whether it leads where it shall. Settings that say nothing else take
 * its version over.
 * @throws TemporalStartError BACKUP_MISSING, BACKUP_DAMAGED, BACKUP_UNKNOWN, BACKUP_LOCKED, BACKUP_DOES_NOT_FIT, USAGE, SERVICE_OFF,
 * WAL_MISSING
 */
export async function chooseBackup(
  context: ChooseNeeds,
  given: string,
  flags: Parameters<typeof readKeys>[1] & { readonly toTime?: string | undefined },
): Promise<ChosenBackup> {
  const [{ readBackup }, { misfits }] = await Promise.all([
    import("../../backup/read-backup.ts"),
    import("../../restore/misfits.ts"),
  ]);
  const toTime = readToTime(flags.toTime, context.clock.now());
  const path = await pathOfBackup(context, given, toTime);
  const keys = await readKeys(context, flags);
  const open = async (): Promise<Readable> => (await openBackup(context, path, keys)).stream;
  const { manifest, checksums } = await readBackup(path, await open());
  await takeOverVersion(context, versionOfImage(manifest.images["temporal-server"] ?? ""));
  const { values, topology } = await context.settings();
  const problems = misfits(manifest, values);
  if (problems.length > 0) throw doesNotFit(path, problems);
  const replay = toTime === undefined ? undefined : replayOf({ manifest, checksums, path }, topology, toTime);
  return { path, open, manifest, ...defined({ replay }) };
}

function doesNotFit(path: string, problems: readonly string[]): TemporalStartError {
  return new TemporalStartError({
    code: "BACKUP_DOES_NOT_FIT",
    category: "preflight",
    message: `${path} does not fit the settings; nothing was changed.`,
    details: problems,
    hint: "temporal-start config show tells where each setting comes from.",
  });
}
