import { walReceiver } from "../../cluster/services/wal-receiver.ts";
import type { HealthReport } from "../../health/health-report.ts";
import type { Needs } from "../command.ts";
import type { KnownBackup } from "./last-backup.ts";

/** Which moments can be restored, where what PostgreSQL writes is kept; else nothing. */
export function renderPointInTime(
  { services }: Pick<HealthReport, "services">,
  last: KnownBackup | undefined,
  { style }: Needs<"style">,
): string {
  const row = services.find(({ service }) => service === walReceiver.name);
  if (row === undefined) return "";
  const { probe } = row;
  if (probe?.ok !== true)
    return `Point in time: ${style.bad("not now")}; what is written is not kept: temporal-start start\n`;
  const { slot, behindBytes = 0, oldestFile = "" } = probe.facts;
  if (!leadsOn(last, String(slot), String(oldestFile)))
    return `Point in time: ${style.caution("not now")}; it needs a backup that is not older than the archive: temporal-start backup create\n`;
  const kilobytes = Math.ceil(Number(behindBytes) / 1024);
  return `Point in time: any moment since that backup; the archive is ${String(kilobytes)} kB behind\n`;
}

function leadsOn(last: KnownBackup | undefined, slot: string, oldestFile: string): boolean {
  const wal = last?.isThere === true ? last.wal : undefined;
  return wal !== undefined && wal.slot === slot && wal.file >= oldestFile;
}
