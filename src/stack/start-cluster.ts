import { TemporalStartError } from "../errors.ts";
import type { ContainerEngine } from "../runtime/ports.ts";
import { longRunningServices, type Service } from "../services/index.ts";
import { type ApplyDependencies, applyPlan } from "./apply-plan.ts";
import { explainFailure } from "./culprit.ts";
import type { StartPlan } from "./plan.ts";
import { type ReadyDependencies, readyQuestion } from "./ready-question.ts";
import { waitForService } from "./wait-for-service.ts";
import { watchForCasualty } from "./watch-containers.ts";

export interface StartDependencies extends ApplyDependencies, ReadyDependencies {
  readonly engine: ContainerEngine;
}

export interface StartOptions {
  /** False returns as soon as compose has started the containers. */
  readonly wait: boolean;
  readonly waitTimeoutMs: number;
}

/**
 * Carries out a plan and returns when the cluster is ready. Probes run from the first moment, beside
 * compose, so that a service counts as ready when it is and not when compose next looks.
 * @throws TemporalStartError with the culprit and its last log lines
 */
export async function startCluster(
  plan: StartPlan,
  dependencies: StartDependencies,
  options: StartOptions,
): Promise<void> {
  const { engine, clock, startedMs } = dependencies;
  const stop = new AbortController();
  const signal = AbortSignal.any([stop.signal, ...(dependencies.signal === undefined ? [] : [dependencies.signal])]);
  const deadlineMs = startedMs + options.waitTimeoutMs;
  const applied = applyPlan(plan, { ...dependencies, signal });
  const waits = options.wait
    ? longRunningServices.map((service) => awaitReady(service, { ...dependencies, signal }, deadlineMs))
    : [];
  const casualty = watchForCasualty({ engine, clock, instance: plan.instance, signal }).then((found) => {
    if (found === undefined) return;
    throw new TemporalStartError({
      code: "SERVICE_CRASHES",
      category: "service",
      message: `${found.service} ${found.why}.`,
      service: found.service,
    });
  });
  try {
    await Promise.race([Promise.all([applied, ...waits]), casualty.then(() => new Promise<never>(() => undefined))]);
  } catch (error) {
    dependencies.signal?.throwIfAborted();
    if (!(error instanceof TemporalStartError)) throw error;
    throw await explainFailure(error, engine, plan.instance);
  } finally {
    stop.abort();
    await Promise.allSettled([applied, ...waits, casualty]);
  }
}

async function awaitReady(
  service: Service,
  dependencies: ReadyDependencies & { readonly signal: AbortSignal },
  deadlineMs: number,
): Promise<void> {
  const ask = readyQuestion(service, dependencies);
  if (ask === undefined) return;
  const { clock, startedMs, onProgress, signal } = dependencies;
  const outcome = await waitForService(ask, { clock, deadlineMs, signal });
  const seconds = (clock.now() - startedMs) / 1000;
  const { result } = outcome;
  if (outcome.ready) {
    onProgress({
      kind: "service",
      service: service.name,
      state: "ready",
      seconds,
      detail: result.ok ? result.summary : "",
    });
    return;
  }
  const message = result.ok ? "" : result.message;
  onProgress({ kind: "service", service: service.name, state: "failed", seconds, detail: message });
  const timedOut = outcome.reason === "timeout";
  throw new TemporalStartError({
    code: timedOut ? "WAIT_TIMED_OUT" : "SERVICE_FAILED",
    category: timedOut ? "timeout" : "service",
    message: timedOut
      ? `${service.name} was not ready after ${seconds.toFixed(0)} s: ${message}`
      : `${service.name}: ${message}`,
    service: service.name,
    ...(!result.ok && result.hint !== undefined ? { hint: result.hint } : {}),
    retryable: timedOut,
  });
}
