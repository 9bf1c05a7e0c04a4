import type { LastBackups } from "../../interfaces/last-backup.ts";
import { type Check, type Finding, failure, ok } from "../check.ts";

const dayMs = 86_400_000;
/** A night and a morning. */
const mostDays = 1.5;

export const backups: Check = {
  id: "production-backups",
  group: "production",
  title: "backups",
  needs: ["settings"],
  starts: "none",
  look: async (world) => [interpretBackups(await world.lastBackups(), world.clock.now())],
};

export function interpretBackups(kept: Pick<LastBackups, "read" | "isThere">, nowMs: number): Finding {
  const last = kept.read();
  if (last === undefined)
    return failure(
      "none was ever made",
      "temporal-start backup create, and temporal-start backup schedule for each night",
    );
  if (!kept.isThere(last)) return failure(`${last.path} is not there any more`, "temporal-start backup create");
  const days = (nowMs - Date.parse(last.createdAt)) / dayMs;
  if (days > mostDays)
    return failure(`the last is of ${last.createdAt}`, "temporal-start backup schedule makes one each night");
  return ok(`the last is of ${last.createdAt}`);
}
