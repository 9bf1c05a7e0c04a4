import { growingPatience } from "../async/growing-patience.ts";
import { hostOfService } from "../cluster/services/addresses.ts";
import type { Settings } from "../cluster/services/index.ts";
import { parseDurationSeconds } from "../cluster/settings/duration.ts";
import type { Topology, Unit } from "../cluster/topology.ts";
import { defined } from "../defined.ts";
import { TemporalStartError } from "../errors.ts";
import type { Clock } from "../interfaces/clock.ts";
import type { ContainerEngine } from "../interfaces/engine.ts";
import type { TemporalAdmin } from "../interfaces/temporal.ts";
import type { Probe, ProbeResult } from "../probes/probe.ts";
import type { OnDetail, OnProgress } from "../progress/start-progress.ts";
import { hasAnswered, type Stopwatch } from "../progress/stopwatch.ts";
import { ensureNamespace } from "../temporal/ensure-namespace.ts";
import { containerQuestion } from "./container-question.ts";
import { serviceQuestion } from "./service-question.ts";

/** One probe of a start; short, since a probe that hangs keeps the next one from seeing the service come up. */
const probeTimeoutMs = 3_000;

export interface ReadyDependencies {
  readonly settings: Settings;
  readonly topology: Topology;
  readonly engine: Pick<ContainerEngine, "containers">;
  readonly probe: Probe;
  readonly temporal: TemporalAdmin;
  readonly clock: Clock;
  readonly startedMs: number;
  readonly onProgress: OnProgress;
  readonly onDetail: OnDetail;
  readonly stopwatch: Stopwatch;
  readonly signal?: AbortSignal;
}

/** What `start` asks a service until it is ready; where the server has everything but the namespace, it is made here. */
export function readyQuestion(unit: Unit, dependencies: ReadyDependencies): (() => Promise<ProbeResult>) | undefined {
  const { settings, topology, engine, probe, temporal, clock, stopwatch } = dependencies;
  const onAnswer = (result: ProbeResult): void => {
    if (hasAnswered(result)) stopwatch.service(unit.name, "answers");
  };
  const patience = growingPatience(clock);
  const host = hostOfService(unit.service, settings);
  const asked = { settings, host, probe, temporal, timeoutMs: probeTimeoutMs, patience, onAnswer };
  const ask = serviceQuestion(unit, asked);
  // Of a place to run commands in there is nothing more to know than that it was started.
  if (ask === undefined && !unit.isExternal && unit.service.role !== "tool")
    return containerQuestion(unit, topology, engine);
  if (ask === undefined) return undefined;
  return async () => {
    const first = await ask();
    if (first.ok || first.fault !== "missing-namespace") return first;
    const problem = await createNamespace(dependencies);
    if (problem === undefined) return ask();
    return { ok: false, fault: "starting", message: problem, latencyMs: first.latencyMs };
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
