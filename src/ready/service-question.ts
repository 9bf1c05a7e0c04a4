import type { Patience } from "../async/growing-patience.ts";
import type { Settings } from "../cluster/services/index.ts";
import type { Unit } from "../cluster/topology.ts";
import type { TemporalAdmin } from "../interfaces/temporal.ts";
import type { Probe, ProbeResult } from "../probes/probe.ts";

export interface Asked {
  readonly settings: Settings;
  readonly host: string;
  readonly probe: Probe;
  readonly temporal: TemporalAdmin;
  /** Milliseconds for one probe. */
  readonly timeoutMs: number;
  /** For the calls by which a server whose probe succeeded is asked for the rest. */
  readonly patience: Patience;
  /** Told of each answer to the probe itself. */
  readonly onAnswer?: (result: ProbeResult) => void;
}

/**
 * What a service is asked until it is ready: its probe, and the server for all that a client's first workflow
 * needs. It changes nothing. Undefined where the running container is all there is to know.
 */
export function serviceQuestion(unit: Pick<Unit, "probe">, asked: Asked): (() => Promise<ProbeResult>) | undefined {
  const { settings, host, probe, temporal, timeoutMs, patience, onAnswer } = asked;
  const spec = unit.probe?.(settings, host);
  if (spec === undefined) return undefined;
  return async () => {
    const result = await probe(spec, timeoutMs);
    onAnswer?.(result);
    if (spec.kind !== "temporal" || !result.ok) return result;
    const missing = await patience((callMs) => temporal.missingForReady(spec.namespace, callMs));
    if (missing.length === 0) return result;
    const message = `Not ready yet: ${missing.join(", ")}.`;
    return { ok: false, fault: "not-serving", message, latencyMs: result.latencyMs };
  };
}
