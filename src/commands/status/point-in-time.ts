import { walReceiver } from "../../cluster/services/wal-receiver.ts";
import type { HealthReport } from "../../health/health-report.ts";
import type { LastBackup } from "../../interfaces/last-backup.ts";
import type { Needs } from "../command.ts";

/** Which moments can be restored, where what PostgreSQL writes is kept; else nothing. */
export function renderPointInTime(
  { services }: Pick<HealthReport, "services">,
  last: LastBackup | undefined,
  { style }: Needs<"style">,
): string {
  const probe = services.find(({ service }) => service === walReceiver.name)?.probe;
  if (probe?.ok !== true) return "";
  const { slot, behindBytes = 0 } = probe.facts;
  if (last?.walSlot !== slot)
    return `Point in time: ${style.caution("not yet")}, a backup has to come first: temporal-start backup create\n`;
  const kilobytes = Math.ceil(Number(behindBytes) / 1024);
  return `Point in time: any moment since that backup; the archive is ${String(kilobytes)} kB behind\n`;
}
