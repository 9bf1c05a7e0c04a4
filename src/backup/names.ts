/** What backups end with: tar files, which tar can read as well. */
export const backupEnding = ".backup.tar";

/** `default-20261129T101112Z.backup.tar`: by name they are in the order of their moments. */
export function backupName(instance: string, nowMs: number): string {
  const moment = new Date(nowMs).toISOString().replace(/[-:]|\.\d+/g, "");
  return `${instance}-${moment}${backupEnding}`;
}
