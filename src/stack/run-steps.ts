import { causeMessage, TemporalStartError } from "../errors.ts";
import type { ContainerAction, ContainerEngine, ContainerFacts } from "../runtime/ports.ts";
import { type ServiceName, services } from "../services/index.ts";
import type { PlanStep, StepAction } from "./plan.ts";

/** What was done, the moment it was done. */
export type Acted =
  | { readonly kind: "created"; readonly count: number }
  | { readonly kind: "started" | "ended"; readonly service: ServiceName; readonly image: string };

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
 * Brings containers that exist to life, all side by side; a service that needs a job goes on the
 * moment the job has ended well.
 * @throws TemporalStartError CONTAINER_NOT_STARTED with the engine's words, JOB_FAILED
 */
export async function runSteps(
  steps: readonly PlanStep[],
  containers: ReadonlyMap<ServiceName, ContainerFacts>,
  { engine, signal }: RunDependencies,
  onAct: OnAct,
): Promise<void> {
  const under = new Map<string, Promise<void>>();
  for (const service of services) {
    const step = steps.find((candidate) => candidate.service === service.name && candidate.action !== "remove");
    const action = step === undefined ? undefined : engineAction[step.action];
    const container = containers.get(service.name);
    if (action === undefined || container === undefined) continue;
    const needed = (service.needs ?? []).flatMap((name) => under.get(name) ?? []);
    const event = { service: service.name, image: container.image };
    const run = async (): Promise<void> => {
      await Promise.all(needed);
      signal?.throwIfAborted();
      await act(engine, action, container);
      onAct({ kind: "started", ...event });
      if (service.kind !== "job") return;
      requireDone(service.name, await engine.waitForExit(container.id, signal));
      onAct({ kind: "ended", ...event });
    };
    under.set(service.name, run());
  }
  await Promise.all(under.values());
}

async function act(engine: ContainerEngine, action: ContainerAction, { id, name }: ContainerFacts): Promise<void> {
  try {
    await engine.act(action, id);
  } catch (error) {
    // The engine itself works; what it refuses is this container: a port, a mount, a limit.
    if (!(error instanceof TemporalStartError && error.facts.code === "ENGINE_FAILED")) throw error;
    throw new TemporalStartError({
      code: "CONTAINER_NOT_STARTED",
      category: "service",
      message: `Container ${name} could not be started: ${causeMessage(error.facts.cause ?? error)}`,
      hint: `docker inspect ${name}, and the settings of that service in temporal.env`,
      cause: error,
    });
  }
}

function requireDone(service: ServiceName, exitCode: number): void {
  if (exitCode === 0) return;
  throw new TemporalStartError({
    code: "JOB_FAILED",
    category: "service",
    message: `${service} ended with exit code ${String(exitCode)}.`,
    service,
  });
}
