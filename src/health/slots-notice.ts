import { walReceiver } from "../cluster/services/wal-receiver.ts";
import type { HealthNotice } from "./health-notice.ts";
import type { ServiceObservation } from "./service-observation.ts";

/** What PostgreSQL still holds back for a receiver that was switched off; one that is on tells by itself. */
export function slotsNotice(observations: readonly ServiceObservation[]): readonly HealthNotice[] {
  if (observations.some(({ unit }) => unit.service.name === walReceiver.name)) return [];
  return observations.flatMap(({ unit, container, probe }): readonly HealthNotice[] => {
    const slots = probe?.ok === true ? Number(probe.facts.idleSlots ?? 0) : 0;
    if (slots === 0 || container === undefined) return [];
    const drop =
      "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE starts_with(slot_name, 'temporal_start_wal_')";
    return [
      {
        id: "WAL_HELD_BACK",
        level: "warning",
        service: unit.name,
        message: "It holds back what it writes for a receiver that was switched off (POSTGRES_WAL_ARCHIVE).",
        hint: `docker exec ${container.name} sh -c 'psql -U "$POSTGRES_USER" "$POSTGRES_DB" -c "${drop.replaceAll("'", `'\\''`)}"'`,
      },
    ];
  });
}
