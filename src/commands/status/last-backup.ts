import type { LastBackup } from "../../interfaces/last-backup.ts";
import { roughAge } from "../../output/rough-duration.ts";
import type { Needs } from "../command.ts";

export interface KnownBackup extends LastBackup {
  /** Whether its file is where it was. */
  readonly isThere: boolean;
}

export async function lastBackupOf(context: Needs<"lastBackups">): Promise<KnownBackup | undefined> {
  const backups = await context.lastBackups();
  const last = backups.read();
  return last && { ...last, isThere: backups.isThere(last) };
}

export function renderLastBackup(
  { path, createdAt, isThere }: KnownBackup,
  { clock, style }: Needs<"clock" | "style">,
): string {
  const gone = isThere ? "" : `, which is ${style.caution("not there any more")}`;
  return `\nLast backup ${roughAge(createdAt, clock.now())} ago: ${path}${gone}\n`;
}
