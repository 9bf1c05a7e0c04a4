import { hostOfService } from "../cluster/services/addresses.ts";
import type { Settings } from "../cluster/services/index.ts";
import type { Unit } from "../cluster/topology.ts";
import { isMissingContent, isStartingFault, type Probe } from "../probes/probe.ts";

/** Long enough for a machine that is too busy for its health checks. */
const probeTimeoutMs = 3_000;

export interface OwnQuestion {
  readonly settings: Settings;
  readonly probe: Probe;
}

/** A silent one takes connections and answers none: it is slow, or hangs. */
export type OwnAnswer = "well" | "starting" | "silent" | "unwell";

/** What a service tells by itself, asked now, whatever the engine's health check says of it; one without a probe is unwell. */
export async function ownAnswer(unit: Unit, { settings, probe }: OwnQuestion): Promise<OwnAnswer> {
  const spec = unit.probe?.(settings, hostOfService(unit.service, settings));
  const result = spec === undefined ? undefined : await probe(spec, probeTimeoutMs);
  if (result === undefined) return "unwell";
  if (result.ok || isMissingContent(result.fault)) return "well";
  if (result.fault === "timeout") return "silent";
  return isStartingFault(result.fault) ? "starting" : "unwell";
}
