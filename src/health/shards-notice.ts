import { otherShards } from "../cluster/history-shards.ts";
import type { Settings } from "../cluster/services/index.ts";
import type { HealthNotice } from "./health-notice.ts";
import type { ServiceObservation } from "./service-observation.ts";

/** Of the settings that were read, which a person may still change. */
export function shardsNotice(settings: Settings, observations: readonly ServiceObservation[]): readonly HealthNotice[] {
  return observations.flatMap(({ unit, probe }): HealthNotice[] => {
    const real = probe?.ok === true ? probe.facts.historyShards : undefined;
    const message = real === undefined ? undefined : otherShards(settings, Number(real));
    if (message === undefined) return [];
    const hint = `Set TEMPORAL_HISTORY_SHARDS=${String(real)}; another number needs new data (temporal-start reset, or --instance NAME).`;
    return [{ id: "HISTORY_SHARDS", level: "warning", service: unit.name, message, hint }];
  });
}
