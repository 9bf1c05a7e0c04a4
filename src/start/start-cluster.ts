import { anySignal } from "../async/any-signal.ts";
import { createLatch } from "../async/latch.ts";
import { withinTime } from "../async/within-time.ts";
import { explainFailure } from "../blame/culprit.ts";
import type { Scene } from "../blame/find-culprit.ts";
import { preparedBy, startsAfter } from "../cluster/graph.ts";
import type { ServiceName } from "../cluster/services/index.ts";
import { lastingUnits, ownUnits, unitNamed } from "../cluster/topology.ts";
import { TemporalStartError } from "../errors.ts";
import type { ContainerEngine } from "../interfaces/engine.ts";
import type { Operation, Point } from "../interfaces/operation.ts";
import { ownAnswer } from "../observe/own-answer.ts";
import { movesUnit } from "../plan/decision.ts";
import { isRunning } from "../plan/observed-state.ts";
import type { StartPlan } from "../plan/plan.ts";
import type { PlannedService } from "../progress/start-progress.ts";
import { awaitReady } from "../ready/await-ready.ts";
import { beginOfWait } from "../ready/begin-of-wait.ts";
import { isJobDone } from "../ready/is-job-done.ts";
import type { ReadyDependencies } from "../ready/ready-question.ts";
import { recordBaseline } from "../ready/watch-containers.ts";
import { type ApplyDependencies, applyPlan, pullImages } from "./carry-out-start.ts";
import { failOnLoss } from "./fail-on-loss.ts";
import { reportAct } from "./report-act.ts";

export interface StartDependencies extends ApplyDependencies, ReadyDependencies {
  readonly engine: ContainerEngine;
}

export interface StartOptions {
  /** Services to wait for; with none it returns as soon as all containers are started. */
  readonly awaited: readonly ServiceName[];
  /** Counted from the moment at which all images are there. */
  readonly waitTimeoutMs: number;
  /** Told when the stores are set up, which is before the server is ready. */
  readonly onPrepared?: () => void;
}

/**
 * By then the first request is under way, and this process only waits: time to load what it asks services with. At once
 * it would hold up that request; at the first question it adds 4 ms to the end of a restart.
 */
const handsFreeMs = 20;
/** Compose that is cut short while it replaces a container leaves two of them behind. */
const composeGraceMs = 5_000;

/**
 * Carries out a plan and returns when the cluster is ready. Probes run from the first moment, beside
 * compose, so that a service counts as ready when it is and not when compose next looks.
 * @throws TemporalStartError with the culprit and its last log lines; the signal's reason when it aborts
 */
export async function startCluster(
  plan: StartPlan,
  dependencies: StartDependencies,
  options: StartOptions,
): Promise<void> {
  const { engine, clock, signal } = dependencies;
  const { topology } = plan;
  const baseline = await recordBaseline(engine, topology, plan.observed);
  const ranBefore = new Set([...plan.observed.values()].filter(isRunning).map(({ id }) => id));
  const scene = { engine, topology, baseline, ranBefore };
  const stop = new AbortController();
  const running: RunningParts = { made: undefined, parts: [] };
  dependencies.onDetail({ kind: "planned", startedMs: dependencies.startedMs, services: planned(plan, options) });
  try {
    await pullImages(plan, dependencies);
    dependencies.stopwatch.stage("pulled");
    const inner = { ...dependencies, signal: anySignal(stop.signal, signal) };
    await untilReady(plan, inner, options, scene, running);
  } catch (error) {
    if (signal?.aborted === true) throw signal.reason;
    if (!(error instanceof TemporalStartError) || error.facts.category === "engine") throw error;
    // Containers that end because their engine does are not to blame.
    await engine.requireEntry();
    throw await explainFailure(error, scene);
  } finally {
    if (signal?.aborted !== true && running.made !== undefined) {
      await withinTime(running.made, { clock, ms: composeGraceMs });
    }
    stop.abort();
    await Promise.allSettled(running.parts);
  }
}

/** What goes on side by side, so that whoever began it can end it. */
interface RunningParts {
  /** Fulfilled when compose has made its containers, or failed to. */
  made: Promise<unknown> | undefined;
  readonly parts: Promise<unknown>[];
}

async function untilReady(
  plan: StartPlan,
  dependencies: StartDependencies & { readonly signal: AbortSignal },
  { awaited, waitTimeoutMs, onPrepared }: StartOptions,
  { baseline, ranBefore }: Pick<Scene, "baseline" | "ranBefore">,
  running: RunningParts,
): Promise<void> {
  const { engine, clock, signal } = dependencies;
  const deadlineMs = clock.now() + waitTimeoutMs;
  const latches = new Map(ownUnits(plan.topology).map(({ name }) => [name, createLatch()]));
  const created = createLatch();
  const carried = new Set<ServiceName>();
  const isStoreStarting = async (): Promise<boolean> => {
    const jobs = plan.topology.units.filter(({ service }) => service.kind === "job");
    const stores = jobs.flatMap((job) => preparedBy(plan.topology, job));
    const answers = await Promise.all(stores.map((unit) => ownAnswer(unit, dependencies)));
    return answers.some((answer) => answer === "starting" || answer === "silent");
  };
  const isDone = (operation: Operation, onPoint: (point: Point) => void): Promise<boolean> =>
    isJobDone(operation, onPoint, dependencies);
  const applied = applyPlan(plan, { ...dependencies, isStoreStarting, isDone }, (acted) => {
    if (acted.kind === "created") created.open();
    if (acted.kind === "started") {
      carried.add(acted.service);
      latches.get(acted.service)?.open();
    }
    reportAct(acted, dependencies);
    if (acted.kind === "ended" || acted.kind === "spared") onPrepared?.();
  });
  running.made = Promise.race([created.opened, applied]).catch(() => undefined);
  const prepared = clock
    .sleep(handsFreeMs, signal)
    .then(() => dependencies.probe.prepare())
    // Whoever asks is told what cannot be loaded.
    .catch(() => undefined);
  const changed = new Set(plan.steps.filter(({ action }) => movesUnit(action)).map(({ service }) => service));
  const carriedOut = (name: ServiceName): Promise<unknown> => latches.get(name)?.opened ?? applied;
  const settled = new Map<ServiceName, Promise<TemporalStartError | undefined>>();
  for (const unit of lastingUnits(plan.topology).filter(({ name }) => awaited.includes(name))) {
    const begins = beginOfWait(plan.topology, unit, { changed, carriedOut, settled });
    settled.set(unit.name, awaitReady(unit, dependencies, { deadlineMs, begins }));
  }
  const done = withinTime(applied, { clock, ms: waitTimeoutMs, signal }).then((isDone) =>
    isDone ? undefined : notDone(waitTimeoutMs),
  );
  const isExpectedUp = (name: ServiceName): boolean =>
    unitNamed(plan.topology, name)?.service.kind === "service" && (carried.has(name) || !changed.has(name));
  const loss = failOnLoss({
    engine,
    clock,
    topology: plan.topology,
    signal,
    baseline,
    ranBefore,
    isExpectedUp,
    ownAnswer: (unit) => ownAnswer(unit, dependencies),
  });
  running.parts.push(applied, done, prepared, ...settled.values(), loss);
  const outcomes = await Promise.race([Promise.all([...settled.values(), done]), loss]);
  // All give up at the same moment; the first in start order is the one the others wait for.
  const first = outcomes.find((outcome) => outcome instanceof TemporalStartError);
  if (first !== undefined) throw first;
}

function planned({ steps, images, topology }: StartPlan, { awaited }: StartOptions): readonly PlannedService[] {
  return ownUnits(topology).flatMap((unit): PlannedService[] => {
    const { name, probe } = unit;
    const { kind, role } = unit.service;
    const step = steps.find(({ service, action }) => service === name && action !== "pull" && action !== "remove");
    if (step === undefined) return [];
    const isAwaited = kind === "job" || ((probe !== undefined || role !== "tool") && awaited.includes(name));
    const before = startsAfter(topology, unit).map((edge) => edge.unit);
    const waitsForJobs = before.filter(({ service }) => service.kind === "job").map((job) => job.name);
    return [{ ...step, image: images.get(name)?.reference ?? "", isAwaited, kind, role, waitsForJobs }];
  });
}

function notDone(waitTimeoutMs: number): TemporalStartError {
  return new TemporalStartError({
    code: "WAIT_TIMED_OUT",
    category: "timeout",
    message: `Not everything was started after ${(waitTimeoutMs / 1000).toFixed(0)} s.`,
    hint: `temporal-start status; where the machine is only slow: --wait-timeout ${String(Math.ceil((2 * waitTimeoutMs) / 1000))}s`,
    retryable: true,
  });
}
