import { startsAfter } from "../cluster/graph.ts";
import type { ServiceName } from "../cluster/services/index.ts";
import { isStore, ownUnits, type Topology, type Unit } from "../cluster/topology.ts";
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
 * else, and each unit when what it depends on is as far as it has to be.
 * @throws TemporalStartError CONTAINER_NOT_STARTED with the engine's words, JOB_FAILED
 */
export async function runSteps(
  topology: Topology,
  steps: readonly PlanStep[],
  containers: ReadonlyMap<ServiceName, ContainerFacts>,
  { engine, signal }: RunDependencies,
  onAct: OnAct,
): Promise<void> {
  const begun = new Map<Unit, Begun>();
  // Where a container is missing, nothing is begun that nobody would wait for.
  for (const { unit, action, container } of movesOf(topology, steps, containers)) {
    const tell = (kind: "started" | "milestone" | "ended"): void => {
      onAct({ kind, service: unit.name, image: container.image });
    };
    const started = Promise.all(awaitedBy(topology, unit, begun)).then(async () => {
      signal?.throwIfAborted();
      await act(engine, action, container, unit.name);
      tell("started");
    });
    const job =
      unit.service.kind === "job"
        ? runJob(topology, unit, container, started, { engine, tell, ...defined({ signal }) })
        : undefined;
    begun.set(unit, { started, ...defined({ job }) });
  }
  const parts = [...begun.values()].flatMap(({ started, job }) => [
    started,
    ...(job === undefined ? [] : [job.ended, ...job.milestones.values()]),
  ]);
  await Promise.all(parts);
}

interface Begun {
  readonly started: Promise<void>;
  readonly job?: RunningJob;
}

/** What is over before a unit starts, of what moves as well. */
function awaitedBy(topology: Topology, unit: Unit, begun: ReadonlyMap<Unit, Begun>): readonly Promise<void>[] {
  const stores = isStore(unit) ? [] : [...begun].filter(([other]) => isStore(other));
  const edges = startsAfter(topology, unit).map(({ unit: other, condition }): Promise<void> | undefined => {
    const { started, job } = begun.get(other) ?? {};
    if (condition === "started" || job === undefined) return started;
    return typeof condition === "object" ? job.milestones.get(condition.milestone) : job.ended;
  });
  return [...stores.map(([, { started }]) => started), ...edges.filter((edge) => edge !== undefined)];
}

interface Move {
  readonly unit: Unit;
  readonly action: ContainerAction;
  readonly container: ContainerFacts;
}

/** In start order. @throws TemporalStartError CONTAINER_NOT_STARTED where there is nothing to start */
function movesOf(
  topology: Topology,
  steps: readonly PlanStep[],
  containers: ReadonlyMap<ServiceName, ContainerFacts>,
): readonly Move[] {
  return ownUnits(topology).flatMap((unit) => {
    const step = steps.find((candidate) => candidate.service === unit.name && candidate.action !== "remove");
    const action = step === undefined ? undefined : engineAction[step.action];
    return action === undefined ? [] : [{ unit, action, container: requireContainer(unit.name, containers) }];
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
