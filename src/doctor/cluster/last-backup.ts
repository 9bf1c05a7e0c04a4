import type { LastBackup, LastBackups } from "../../interfaces/last-backup.ts";
import { type Check, type Finding, ok, warning } from "../check.ts";

const dayMs = 86_400_000;
/** Whoever backs up at all does it more often. */
const mostDays = 7;

/** Silent where no backup was ever made: not every cluster has what is worth one. */
export const lastBackup: Check = {
  id: "last-backup",
  group: "data",
  title: "last backup",
  needs: ["settings"],
  starts: "none",
  async look(world) {
    return interpretLastBackup(await world.lastBackups(), world.clock.now());
  },
};

export function interpretLastBackup(backups: Pick<LastBackups, "read" | "isThere">, nowMs: number): readonly Finding[] {
  const last = backups.read();
  if (last === undefined) return [];
  const days = Math.floor((nowMs - Date.parse(last.createdAt)) / dayMs);
  const seen = `${last.path}, ${ageOf(last, days)}`;
  if (!backups.isThere(last)) return [warning(`${seen}, is not there any more`, "temporal-start backup create")];
  return [days >= mostDays ? warning(seen, "temporal-start backup create") : ok(seen)];
}

function ageOf({ createdAt }: LastBackup, days: number): string {
  return days < 1 ? `of ${createdAt}` : `${String(days)} ${days === 1 ? "day" : "days"} old`;
}
