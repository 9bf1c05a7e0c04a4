import type { HealthNotice } from "./health-notice.ts";
import type { ServiceObservation } from "./service-observation.ts";

/** Whoever shows one that has ended is let in nowhere, the cluster's own parts not either. */
export function certificatesNotice(observations: readonly ServiceObservation[]): readonly HealthNotice[] {
  return observations.flatMap(({ unit, probe }): HealthNotice[] => {
    const ending = probe?.ok === true ? probe.facts.certificatesEnd : undefined;
    if (ending === undefined) return [];
    return [
      {
        id: "CERTIFICATES_END",
        level: "warning",
        service: unit.name,
        message: `Certificates or tokens are about to end: ${String(ending)}.`,
        hint: "temporal-start start replaces those of the cluster, temporal-start certs issue NAME and token create NAME those of an application.",
      },
    ];
  });
}
