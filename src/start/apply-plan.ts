import { anySignal } from "../async/any-signal.ts";
import { requireDockerSuccess } from "../backends/compose/docker-failure.ts";
import { defined } from "../defined.ts";
import type { Clock } from "../interfaces/clock.ts";
import type { Compose } from "../interfaces/compose.ts";
import type { ContainerEngine, PullBytes } from "../interfaces/engine.ts";
import type { ProcessRunner } from "../interfaces/processes.ts";
import { ownContainers } from "../observe/own-containers.ts";
import type { PlanStep, StartPlan } from "../plan/plan.ts";
import type { OnGlimpse, OnProgress, OnStage } from "../progress/start-progress.ts";
import { pullImage } from "./pull-image.ts";
import { type OnAct, runSteps } from "./start-containers.ts";
import { type OwnedContainer, stopInOrder } from "./stop-cluster.ts";

export interface ApplyDependencies {
  readonly engine: ContainerEngine;
  readonly compose: Compose;
  readonly processes: ProcessRunner;
  readonly clock: Clock;
  readonly onProgress: OnProgress;
  /** Takes a line for a person. */
  readonly onNote: (text: string) => void;
  readonly onGlimpse: OnGlimpse;
  /** Comes before anything of the stage is done. */
  readonly onStage: OnStage;
  readonly signal?: AbortSignal;
}

/**
 * Pulls what the plan needs. Apart from the rest, because how long it takes is the network's affair
 * and no sign of a service that does not come up.
 * @throws TemporalStartError IMAGE_PULL_FAILED
 */
export async function pullImages(
  { steps }: StartPlan,
  { engine, clock, onProgress, onNote, onGlimpse, onStage, signal }: Omit<ApplyDependencies, "compose" | "processes">,
): Promise<void> {
  if (steps.some(({ action }) => action === "pull")) onStage("pulling");
  const failed = new AbortController();
  // What is left of the other pulls would keep the command from ending after it has told what failed.
  const together = anySignal(failed.signal, signal);
  await Promise.all(
    steps
      .filter(({ action }) => action === "pull")
      .map(async ({ action, subject: image }) => {
        onProgress({ kind: "step", action, subject: image });
        const onBytes = (bytes: PullBytes): void => {
          onGlimpse({ kind: "pulling", image, bytes });
        };
        try {
          await pullImage(image, { engine, clock, onNote }, { onBytes, signal: together });
          onGlimpse({ kind: "pulled", image, isDone: true });
        } catch (error) {
          if (!together.aborted) onGlimpse({ kind: "pulled", image, isDone: false });
          failed.abort();
          throw error;
        }
      }),
  );
}

/**
 * Carries out the other steps of a plan and decides nothing. Compose makes containers, the engine
 * starts them: each the moment it can, without a look every now and then in between. Resolves when
 * everything runs; whether it works is for the probes to say.
 * @throws TemporalStartError COMPOSE_FAILED, CONTAINER_NOT_STARTED, JOB_FAILED
 */
export async function applyPlan(plan: StartPlan, dependencies: ApplyDependencies, onAct: OnAct): Promise<void> {
  const { engine, onProgress, onStage } = dependencies;
  const steps = plan.steps.filter(({ action }) => action !== "keep" && action !== "pull");
  for (const { action, subject } of steps) onProgress({ kind: "step", action, subject });
  if (steps.length > 0) onStage("creating");
  await stopInOrder(engine, plan.topology, replacedBy(steps, plan));
  await removeLeftovers(steps, dependencies);
  const hasNew = steps.some(({ isNew }) => isNew);
  // Never some services alone: compose forgets those that a service depends on, when they are not among
  // the chosen ones, before it writes down the hash by which the next start tells whether anything changed.
  if (hasNew) await compose(["up", "--no-start", "--no-build"], dependencies);
  onAct({ kind: "created" });
  if (steps.length > 0) onStage("starting");
  const containers = hasNew ? await ownContainers(engine, plan.topology) : plan.observed;
  await runSteps(plan.topology, steps, containers, dependencies, onAct);
}

/**
 * The containers that give way to others. Compose and `rm` would end them as well, but side by side or
 * by force; a server that loses its store takes long to end, and a store is to close its files.
 */
function replacedBy(steps: readonly PlanStep[], { observed, leftovers }: StartPlan): readonly OwnedContainer[] {
  return [...[...observed].map(([service, container]) => ({ service, container })), ...leftovers].filter(
    ({ service, container }) =>
      steps.some(
        ({ action, service: other, subject }) =>
          (action === "recreate" && other === service) || (action === "remove" && subject === container.name),
      ),
  );
}

/** They carry the labels of a service and would be taken for it. */
async function removeLeftovers(steps: readonly PlanStep[], { processes, signal }: ApplyDependencies): Promise<void> {
  const names = steps.filter(({ action }) => action === "remove").map(({ subject }) => subject);
  if (names.length === 0) return;
  const result = await processes.run("docker", ["rm", "--force", ...names], defined({ signal }));
  requireDockerSuccess("rm", result);
}

async function compose(args: readonly string[], { compose: runner, signal }: ApplyDependencies): Promise<void> {
  const result = await runner.run(args, defined({ signal }));
  requireDockerSuccess(`compose ${args[0] ?? ""}`, result);
}
