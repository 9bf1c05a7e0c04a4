import type { Probe, ProbeResult } from "../probes/probe.ts";
import type { TemporalAdmin } from "../runtime/ports.ts";
import type { Service, Settings } from "../services/index.ts";

export interface Asked {
  readonly settings: Settings;
  readonly host: string;
  readonly probe: Probe;
  readonly temporal: TemporalAdmin;
  /** Milliseconds for one probe. */
  readonly timeoutMs: number;
  /** Milliseconds for each call of the ones that the server is asked once its probe succeeds. */
  readonly patience: () => number;
  /** Told of each answer to the probe itself. */
  readonly onAnswer?: (result: ProbeResult) => void;
}

/**
 * What a service is asked until it is ready: its probe, and the server for all that a client's first workflow
 * needs. It changes nothing. Undefined where the running container is all there is to know.
 */
export function serviceQuestion(service: Service, asked: Asked): (() => Promise<ProbeResult>) | undefined {
  const { settings, host, probe, temporal, timeoutMs, patience, onAnswer } = asked;
  const spec = service.probe?.(settings, host);
  if (spec === undefined) return undefined;
  return async () => {
    const result = await probe(spec, timeoutMs);
    onAnswer?.(result);
    if (spec.kind !== "temporal" || !result.ok) return result;
    const missing = await temporal.missingForReady(spec.namespace, patience());
    if (missing.length === 0) return result;
    const message = `Not ready yet: ${missing.join(", ")}.`;
    return { ok: false, fault: "not-serving", message, latencyMs: result.latencyMs };
  };
}
