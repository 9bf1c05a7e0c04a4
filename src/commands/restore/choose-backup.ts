import { basename } from "node:path";
import type { Readable } from "node:stream";
import type { Manifest } from "../../backup/manifest.ts";
import type { ReadBackup } from "../../backup/read-backup.ts";
import { majorOf } from "../../cluster/postgres-version.ts";
import { versionOfImage } from "../../cluster/server-version.ts";
import { TemporalStartError } from "../../errors.ts";
import type { Replay } from "../../restore/wal-archive.ts";
import { type FindNeeds, pathOfBackup } from "../backup/find-backups.ts";
import { type KeyNeeds, readKeys } from "../backup/keys.ts";
import { openBackup } from "../backup/open-backup.ts";
import type { Needs } from "../command.ts";
import { followData } from "../shared/postgres-images.ts";
import type { VerifiedBackup } from "./from-backup.ts";
import { takeOverVersion } from "./take-over-version.ts";
import { archiveOf, readToTime, replayOf } from "./to-time.ts";

type ChooseNeeds = FindNeeds & KeyNeeds & Needs<"choose" | "clock" | "lastBackups" | "reporter" | "settings">;

export interface ChosenBackup extends VerifiedBackup {
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
  const { readBackup } = await import("../../backup/read-backup.ts");
  const toTime = readToTime(flags.toTime, context.clock.now());
  const keys = await readKeys(context, flags);
  const volume = toTime === undefined ? undefined : archiveOf((await context.settings()).topology);
  const isNamed = basename(given) !== "latest";
  const leads = ({ manifest, checksums }: ReadBackup): boolean =>
    manifest.wal !== undefined && (toTime === "latest" || Date.parse(checksums.finishedAt) <= (toTime ?? 0));
  for (const refused: string[] = []; ; ) {
    const path = await pathOfBackup(context, given, toTime, refused);
    const open = async (): Promise<Readable> => (await openBackup(context, path, keys)).stream;
    const read = await readBackup(path, await open());
    if (toTime !== undefined && !isNamed && !leads(read)) {
      // It was under way at that moment, or is encrypted and leads nowhere: an older one may do.
      refused.push(path);
      continue;
    }
    await requireFit(context, path, read.manifest, toTime !== undefined);
    const backup = { path, open, manifest: read.manifest };
    if (toTime === undefined || volume === undefined) return isNamed ? backup : withLaterTold(context, backup);
    return { ...backup, replay: replayOf({ ...read, path }, toTime, { volume, ...(isNamed ? {} : { latest: path }) }) };
  }
}

/** One that was written somewhere else is not among those of the folder. */
async function withLaterTold(context: Needs<"lastBackups" | "reporter">, backup: ChosenBackup): Promise<ChosenBackup> {
  const { path } = backup;
  const { createdAt } = backup.manifest;
  const last = (await context.lastBackups()).read();
  if (last !== undefined && last.path !== path && Date.parse(last.createdAt) > Date.parse(createdAt))
    context.reporter.warn(`${path} is of ${createdAt}, and a later backup was made of this instance: ${last.path}`);
  return backup;
}

async function requireFit(
  context: Needs<"choose" | "reporter" | "settings">,
  path: string,
  manifest: Manifest,
  goesOn: boolean,
): Promise<void> {
  const { misfits } = await import("../../restore/misfits.ts");
  const major = majorOf(manifest.database.version);
  if (await followData(context, major, false)) context.reporter.note(`PostgreSQL ${major} comes with the backup.`);
  await takeOverVersion(context, versionOfImage(manifest.images["temporal-server"] ?? ""));
  const problems = misfits(manifest, (await context.settings()).values, goesOn);
  if (problems.length > 0) throw doesNotFit(path, problems);
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
