import { isStore, type Service, type ServiceName, services } from "../cluster/services/index.ts";
import { defined } from "../defined.ts";
import { causeMessage, TemporalStartError } from "../errors.ts";
import type { ContainerAction, ContainerEngine } from "../interfaces/engine.ts";
import type { ContainerFacts } from "../interfaces/engine-facts.ts";
import type { StepAction } from "../plan/decision.ts";
import type { PlanStep } from "../plan/plan.ts";
import { type RunningJob, runJob } from "./run-job.ts";

/** What was done, the moment it was done. */
export type Acted =
  | { readonly kind: "created" }
  | { readonly kind: "started" | "milestone" | "ended"; readonly service: ServiceName; readonly image: string };

export type OnAct = (acted: Acted) => void;

export interface RunDependencies {
  readonly engine: ContainerEngine;
  readonly signal?: AbortSignal;
}

const engineAction: Readonly<Partial<Record<StepAction, ContainerAction>>> = {
  create: "start",
  recreate: "start",
  start: "start",
  run: "start",
  restart: "restart",
  unpause: "unpause",
};

/**
 * Brings containers that exist to life. The engine starts one after the other, and the stores and
 * the job that sets them up keep the processors busy: stores come first, then everything
 * else, and what needs a job at the milestones of the jobs.
 * @throws TemporalStartError CONTAINER_NOT_STARTED with the engine's words, JOB_FAILED
 */
export async function runSteps(
  steps: readonly PlanStep[],
  containers: ReadonlyMap<ServiceName, ContainerFacts>,
  { engine, signal }: RunDependencies,
  onAct: OnAct,
): Promise<void> {
  const stores: Promise<unknown>[] = [];
  const jobs: RunningJob[] = [];
  const all: Promise<unknown>[] = [];
  // Where a container is missing, nothing is begun that nobody would wait for.
  for (const { service, action, container } of movesOf(steps, containers)) {
    const tell = (kind: "started" | "milestone" | "ended"): void => {
      onAct({ kind, service: service.name, image: container.image });
    };
    const before = isStore(service) ? [] : [...stores, ...milestonesFor(service, jobs)];
    const started = Promise.all(before).then(async () => {
      signal?.throwIfAborted();
      await act(engine, action, container, service.name);
      tell("started");
    });
    all.push(started);
    if (isStore(service)) stores.push(started);
    if (service.kind !== "job") continue;
    const job = runJob(service, container, started, { engine, tell, ...defined({ signal }) });
    jobs.push(job);
    all.push(job.ended, ...job.milestones);
  }
  await Promise.all(all);
}

interface Move {
  readonly service: Service;
  readonly action: ContainerAction;
  readonly container: ContainerFacts;
}

/** In start order. @throws TemporalStartError CONTAINER_NOT_STARTED where there is nothing to start */
function movesOf(steps: readonly PlanStep[], containers: ReadonlyMap<ServiceName, ContainerFacts>): readonly Move[] {
  return services.flatMap((service) => {
    const step = steps.find((candidate) => candidate.service === service.name && candidate.action !== "remove");
    const action = step === undefined ? undefined : engineAction[step.action];
    return action === undefined ? [] : [{ service, action, container: requireContainer(service.name, containers) }];
  });
}

function requireContainer(service: ServiceName, containers: ReadonlyMap<ServiceName, ContainerFacts>): ContainerFacts {
  const container = containers.get(service);
  if (container !== undefined) return container;
  throw new TemporalStartError({
    code: "CONTAINER_NOT_STARTED",
    category: "service",
    message: `There is no container of ${service} to start.`,
    service,
    hint: "temporal-start start",
  });
}

function milestonesFor({ needs = [] }: Service, jobs: readonly RunningJob[]): readonly Promise<void>[] {
  return needs.length > 0 ? jobs.flatMap(({ milestones }) => milestones) : [];
}

/** So says an engine ever after of a container that it was starting when it was killed. */
const takenForStarted = /\btask [0-9a-f]+:? already exists/;

async function act(
  engine: ContainerEngine,
  action: ContainerAction,
  { id, name }: ContainerFacts,
  service: ServiceName,
): Promise<void> {
  try {
    await engine.act(action, id);
  } catch (error) {
    // The engine itself works; what it refuses is this container: a port, a mount, a limit.
    if (!(error instanceof TemporalStartError && error.facts.code === "ENGINE_FAILED")) throw error;
    const words = causeMessage(error.facts.cause ?? error);
    throw new TemporalStartError({
      code: "CONTAINER_NOT_STARTED",
      category: "service",
      message: `Container ${name} could not be started: ${words}`,
      service,
      hint: takenForStarted.test(words)
        ? "temporal-start down, which keeps the data, then: temporal-start start"
        : `docker inspect ${name}, and the settings of that service in temporal.env`,
      cause: error,
    });
  }
}
