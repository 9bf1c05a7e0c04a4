import { TemporalStartError } from "../errors.ts";
import type { ContainerEngine } from "../runtime/ports.ts";
import { longRunningServices, type ServiceName, services } from "../services/index.ts";
import { type ApplyDependencies, applyPlan, pullImages } from "./apply-plan.ts";
import { awaitReady } from "./await-ready.ts";
import { explainFailure } from "./culprit.ts";
import type { StartPlan } from "./plan.ts";
import type { ReadyDependencies } from "./ready-question.ts";
import type { Acted } from "./run-steps.ts";
import { type Baseline, recordBaseline, type WatchOptions, watchForCasualty } from "./watch-containers.ts";
import { withinTime } from "./within-time.ts";

export interface StartDependencies extends ApplyDependencies, ReadyDependencies {
  readonly engine: ContainerEngine;
}

export interface StartOptions {
  /** Services to wait for; with none it returns as soon as all containers are started. */
  readonly awaited: readonly ServiceName[];
  /** Counted from the moment at which all images are there. */
  readonly waitTimeoutMs: number;
}

/** Compose that is cut short while it replaces a container leaves two of them behind. */
const composeGraceMs = 5_000;

/**
 * Carries out a plan and returns when the cluster is ready. Probes run from the first moment, beside
 * compose, so that a service counts as ready when it is and not when compose next looks.
 * @throws TemporalStartError with the culprit and its last log lines; INTERRUPTED when the signal aborts
 */
export async function startCluster(
  plan: StartPlan,
  dependencies: StartDependencies,
  options: StartOptions,
): Promise<void> {
  const { engine, clock, signal } = dependencies;
  const scene = { engine, instance: plan.instance, baseline: await recordBaseline(engine, plan.observed) };
  const stop = new AbortController();
  const parts: Promise<unknown>[] = [];
  try {
    await pullImages(plan, dependencies);
    dependencies.stopwatch.stage("pulled");
    const inner = {
      ...dependencies,
      signal: AbortSignal.any([stop.signal, ...(signal === undefined ? [] : [signal])]),
    };
    await untilReady(plan, inner, options, scene.baseline, parts);
  } catch (error) {
    if (signal?.aborted === true) throw interrupted();
    if (!(error instanceof TemporalStartError) || error.facts.category === "engine") throw error;
    throw await explainFailure(error, scene);
  } finally {
    const [applied] = parts;
    if (signal?.aborted !== true && applied !== undefined) {
      await withinTime(applied, { clock, ms: composeGraceMs }).catch(() => undefined);
    }
    stop.abort();
    await Promise.allSettled(parts);
  }
}

/** @param parts receives everything that goes on side by side, compose first, so that the caller can end it */
async function untilReady(
  plan: StartPlan,
  dependencies: StartDependencies & { readonly signal: AbortSignal },
  options: StartOptions,
  baseline: Baseline,
  parts: Promise<unknown>[],
): Promise<void> {
  const { engine, clock, signal } = dependencies;
  const deadlineMs = clock.now() + options.waitTimeoutMs;
  const latches = new Map(services.map(({ name }) => [name, createLatch()]));
  const applied = applyPlan(plan, dependencies, (acted) => {
    if (acted.kind === "started") latches.get(acted.service)?.open();
    report(acted, dependencies);
  });
  const changed = new Set(plan.steps.filter(({ action }) => action !== "keep").map(({ service }) => service));
  const awaited = longRunningServices.filter(({ name }) => options.awaited.includes(name));
  const waits = awaited.map((service) => {
    const begins = changed.has(service.name) ? latches.get(service.name)?.opened : undefined;
    return awaitReady(service, dependencies, { deadlineMs, begins });
  });
  const casualty = failOnCasualty({ engine, clock, instance: plan.instance, signal, baseline });
  parts.push(applied, ...waits, casualty);
  const outcomes = await Promise.race([Promise.all([applied, ...waits]), casualty]);
  // All give up at the same moment; the first in start order is the one the others wait for.
  const first = outcomes.find((outcome) => outcome instanceof TemporalStartError);
  if (first !== undefined) throw first;
}

interface Latch {
  readonly opened: Promise<void>;
  readonly open: () => void;
}

function createLatch(): Latch {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

function report(acted: Acted, { stopwatch, clock, startedMs, onProgress }: StartDependencies): void {
  if (acted.kind === "created") {
    stopwatch.stage("created");
    return;
  }
  const { service, kind, image } = acted;
  stopwatch.service(service, kind);
  if (kind === "milestone") return;
  const state = kind === "started" ? "starting" : "done";
  const seconds = (clock.now() - startedMs) / 1000;
  onProgress({ kind: "service", service, state, seconds, detail: kind === "started" ? image : "" });
}

/** Never resolves: it ends the race when a service is lost, or when the signal aborts. */
async function failOnCasualty(options: WatchOptions): Promise<never> {
  const found = await watchForCasualty(options);
  if (found === undefined) throw options.signal.reason;
  throw new TemporalStartError({
    code: "SERVICE_CRASHES",
    category: "service",
    message: `${found.service} ${found.why}.`,
    service: found.service,
  });
}

function interrupted(): TemporalStartError {
  return new TemporalStartError({
    code: "INTERRUPTED",
    category: "interrupted",
    message: "Interrupted. What was started goes on running.",
    hint: "temporal-start status, or temporal-start stop",
  });
}
