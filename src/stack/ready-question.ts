import { defined } from "../defined.ts";
import { TemporalStartError } from "../errors.ts";
import type { Probe, ProbeResult } from "../probes/probe.ts";
import type { Clock, TemporalAdmin } from "../runtime/ports.ts";
import type { Service, Settings } from "../services/index.ts";
import { parseDurationSeconds } from "../settings/duration.ts";
import { ensureNamespace } from "./ensure-namespace.ts";
import type { OnGlimpse, OnProgress } from "./start-progress.ts";
import { hasAnswered, type Stopwatch } from "./stopwatch.ts";

/** One probe of a start; short, since a probe that hangs keeps the next one from seeing the service come up. */
const probeTimeoutMs = 3_000;

export interface ReadyDependencies {
  readonly settings: Settings;
  readonly host: string;
  readonly probe: Probe;
  readonly temporal: TemporalAdmin;
  readonly clock: Clock;
  readonly startedMs: number;
  readonly onProgress: OnProgress;
  readonly onGlimpse: OnGlimpse;
  readonly stopwatch: Stopwatch;
  readonly signal?: AbortSignal;
}

/**
 * What `start` asks a service until it is ready: its probe, and of the server more than that. The
 * server is ready when a client's first workflow would succeed, so the namespace is made here.
 */
export function readyQuestion(
  service: Service,
  dependencies: ReadyDependencies,
): (() => Promise<ProbeResult>) | undefined {
  const { settings, host, probe, stopwatch } = dependencies;
  const spec = service.probe?.(settings, host);
  if (spec === undefined) return undefined;
  const ask = async (): Promise<ProbeResult> => {
    const result = await probe(spec, probeTimeoutMs);
    if (hasAnswered(result)) stopwatch.service(service.name, "answers");
    return result;
  };
  if (spec.kind !== "temporal") return ask;
  return async () => {
    const first = await ask();
    const isMissing = !first.ok && first.fault === "missing-namespace";
    const problem = isMissing ? await createNamespace(dependencies) : undefined;
    if (problem !== undefined) return { ok: false, fault: "starting", message: problem, latencyMs: first.latencyMs };
    const result = isMissing ? await ask() : first;
    if (!result.ok) return result;
    const missing = await dependencies.temporal.missingForReady(settings.TEMPORAL_NAMESPACE);
    if (missing.length === 0) return result;
    return {
      ok: false,
      fault: "not-serving",
      message: `Not ready yet: ${missing.join(", ")}.`,
      latencyMs: result.latencyMs,
    };
  };
}

/** @returns why it could not be created now, where another attempt may succeed */
async function createNamespace(dependencies: ReadyDependencies): Promise<string | undefined> {
  const { settings, temporal, clock, startedMs, onProgress, stopwatch, signal } = dependencies;
  const name = settings.TEMPORAL_NAMESPACE;
  const defaultRetentionSeconds = parseDurationSeconds(settings.TEMPORAL_NAMESPACE_RETENTION) ?? 0;
  try {
    const { action } = await ensureNamespace(
      { name },
      { temporal, clock, defaultRetentionSeconds, ...defined({ signal }) },
    );
    stopwatch.namespace();
    onProgress({ kind: "namespace", name, action, seconds: (clock.now() - startedMs) / 1000 });
    return undefined;
  } catch (error) {
    // A server that has just begun to serve may still drop a call; the next round asks again.
    if (!(error instanceof TemporalStartError && error.facts.retryable === true)) throw error;
    return error.facts.message;
  }
}
