import { hostOfService } from "../../cluster/services/addresses.ts";
import type { ServiceName } from "../../cluster/services/index.ts";
import { unitNamed } from "../../cluster/topology.ts";
import { TemporalStartError } from "../../errors.ts";
import type { ContainerEngine } from "../../interfaces/engine.ts";
import { observe } from "../../observe/observe.ts";
import { isSchemaMissing } from "../../observe/observe-schema.ts";
import { ownAnswer } from "../../observe/own-answer.ts";
import { ownContainers } from "../../observe/own-containers.ts";
import { settledLook } from "../../observe/settled-look.ts";
import { withStillStarting } from "../../observe/still-starting.ts";
import type { Blocker } from "../../plan/blocker.ts";
import { type Meant, planStart, type StartPlan } from "../../plan/plan.ts";
import type { Span } from "../../progress/critical-chain.ts";
import type { OnStage } from "../../progress/start-progress.ts";
import { createStopwatch } from "../../progress/stopwatch.ts";
import { type StartOptions, startCluster } from "../../start/start-cluster.ts";
import type { CommandSettings, Needs } from "../command.ts";
import { secureCluster } from "../shared/secure-cluster.ts";
import { defaultWaitTimeoutMs } from "../shared/wait-timeout.ts";

export type PlanNeeds = Needs<"backend" | "clock" | "engine" | "probe" | "probeFile" | "probePort">;

export interface PlanOptions {
  /** How long a service may be on its way up. */
  readonly waitTimeoutMs?: number;
  /** What a start does not do by the way, and this one is for. */
  readonly moves?: readonly Meant[];
  /** Services to restart even when they are well; the schema is none of their business. */
  readonly restarts?: readonly ServiceName[];
}

/** Looks and decides; changes nothing. */
export async function makePlan(
  context: PlanNeeds,
  settings: CommandSettings,
  { waitTimeoutMs = defaultWaitTimeoutMs, restarts = [], moves = [] }: PlanOptions = {},
): Promise<StartPlan> {
  const { values, topology, overlay } = settings;
  const engine = await context.engine();
  const backend = () => context.backend();
  const { probePort, probeFile } = context;
  const look = () => observe(settings, { engine, backend, probePort, probeFile });
  const { clock } = context;
  const snapshot = await withStillStarting(await settledLook(look, clock), {
    ...{ engine, clock, topology, patienceMs: waitTimeoutMs },
    ownAnswer: async (unit) => ownAnswer(unit, { settings: values, probe: await context.probe() }),
  });
  const isAsked = snapshot.containers.size > 0 && restarts.length === 0;
  const schemaMissing = isAsked && (await isSchemaMissing(snapshot, topology, values, await context.probe()));
  const plan = planStart({
    settings: values,
    topology,
    snapshot,
    isSchemaMissing: schemaMissing,
    restarts,
    moves,
  });
  if (overlay === undefined) return plan;
  const images = Object.fromEntries([...plan.images].map(([name, { reference }]) => [name, reference]));
  const changes = await (await backend()).changedByOverlay(images);
  return { ...plan, overlay: { file: overlay, changes } };
}

export type BringUpNeeds = PlanNeeds & Needs<"reporter" | "secure" | "signal" | "temporal">;

export interface BroughtUp {
  readonly seconds: number;
  readonly spans: readonly Span[];
}

export interface BringUpOptions extends StartOptions, Pick<PlanOptions, "moves"> {
  /** The beginning of the command, milliseconds since the epoch. */
  readonly startedMs: number;
  readonly onStage: OnStage;
  /** What the checks find in the way, which may still be looking. */
  readonly obstacles: Promise<readonly Blocker[]> | readonly Blocker[];
}

/**
 * Carries out a plan and waits until the cluster is ready. A service that was already being stopped
 * when the plan was made cannot be told from one that runs: when it ends, a second plan starts it.
 * @throws TemporalStartError START_BLOCKED with everything that stands in the way, or the failure's cause
 */
export async function bringUp(
  context: BringUpNeeds,
  settings: CommandSettings,
  plan: StartPlan,
  options: BringUpOptions,
): Promise<BroughtUp> {
  try {
    return await carryOut(context, settings, plan, options);
  } catch (error) {
    const ended = await endedMeanwhile(error, plan, await context.engine());
    if (ended.length === 0) throw error;
    context.reporter.note(`${ended.join(", ")} ended meanwhile; what has ended is started again.`);
    return carryOut(context, settings, await makePlan(context, settings, options), options);
  }
}

/** Services that were to be kept. Whoever is blamed for the failure may only have suffered from it. */
async function endedMeanwhile(
  error: unknown,
  { topology, steps }: StartPlan,
  engine: ContainerEngine,
): Promise<readonly ServiceName[]> {
  if (!(error instanceof TemporalStartError) || error.facts.category !== "service") return [];
  const containers = await ownContainers(engine, topology);
  const isLasting = (name: ServiceName): boolean => unitNamed(topology, name)?.service.kind === "service";
  const kept = steps.filter(({ service, action }) => action === "keep" && isLasting(service));
  return kept.map(({ service }) => service).filter((service) => containers.get(service)?.state === "exited");
}

async function carryOut(
  context: BringUpNeeds,
  settings: CommandSettings,
  plan: StartPlan,
  { startedMs, obstacles, onStage, ...options }: BringUpOptions,
): Promise<BroughtUp> {
  const stopwatch = createStopwatch(context.clock, startedMs, plan.topology);
  stopwatch.stage("planned");
  // Clients of services that nobody waits for would only cost their loading.
  const awaited = plan.topology.units.filter(({ name }) => options.awaited.includes(name));
  const questions = awaited.flatMap(
    (unit) => unit.probe?.(settings.values, hostOfService(unit.service, settings.values)) ?? [],
  );
  const [found, engine, backend, probe, temporal] = await Promise.all([
    obstacles,
    context.engine(),
    context.backend(),
    context.probe(questions),
    context.temporal(),
  ]);
  requireUnblocked([...plan.blockers, ...found]);
  await secureCluster(context, plan);
  await startCluster(
    plan,
    {
      engine,
      backend,
      probe,
      temporal,
      clock: context.clock,
      settings: settings.values,
      topology: plan.topology,
      startedMs,
      stopwatch,
      signal: context.signal,
      onStage,
      onProgress: (progress) => {
        context.reporter.progress(progress);
      },
      onNote: (text) => {
        context.reporter.note(text);
      },
      onDetail: (detail) => {
        context.reporter.detail?.(detail);
      },
    },
    options,
  );
  return { seconds: (context.clock.now() - startedMs) / 1000, spans: stopwatch.spans() };
}

/** @throws TemporalStartError with everything that stands in the way; nothing has been changed yet */
export function requireUnblocked(blockers: readonly Blocker[]): void {
  if (blockers.length === 0) return;
  throw new TemporalStartError({
    code: blockers.length === 1 ? (blockers[0]?.code ?? "START_BLOCKED") : "START_BLOCKED",
    category: "preflight",
    message: "The cluster was not started; nothing was changed.",
    details: blockers.flatMap(({ message, hint }) => [message, `→ ${hint}`]),
    actions: blockers.map(({ hint }) => hint),
  });
}
