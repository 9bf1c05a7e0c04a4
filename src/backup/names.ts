/** What backups end with: tar files, which tar can read as well. */
export const backupEnding = ".backup.tar";
/** One that is encrypted, which age can read as well. */
export const encryptedEnding = `${backupEnding}.age`;

/** `default-20261129T101112Z.backup.tar`: by name they are in the order of their moments. */
export function backupName(instance: string, nowMs: number, ending = backupEnding): string {
  const moment = new Date(nowMs).toISOString().replace(/[-:]|\.\d+/g, "");
  return `${instance}-${moment}${ending}`;
}

export function isBackupName(path: string): boolean {
  return path.endsWith(backupEnding) || path.endsWith(encryptedEnding);
}

/** What the name of a backup tells where its content does not; undefined where somebody else named it. */
export function readBackupName(name: string): { readonly instance: string; readonly createdMs: number } | undefined {
  const found = /^(?<instance>.+)-(?<day>\d{8})T(?<time>\d{6})Z\.backup\.tar/.exec(name)?.groups;
  if (found?.instance === undefined || found.day === undefined || found.time === undefined) return undefined;
  const day = found.day.replace(/^(....)(..)/, "$1-$2-");
  const createdMs = Date.parse(`${day}T${found.time.replace(/^(..)(..)/, "$1:$2:")}Z`);
  return Number.isNaN(createdMs) ? undefined : { instance: found.instance, createdMs };
}
