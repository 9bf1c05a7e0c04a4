import { defined } from "../defined.ts";
import { causeMessage, TemporalStartError } from "../errors.ts";
import type { Compose, ContainerEngine, ProcessRunner, RunResult } from "../runtime/ports.ts";
import { ownContainers } from "./own-containers.ts";
import type { PlanStep, StartPlan } from "./plan.ts";
import { pullImage } from "./pull-image.ts";
import { type OnAct, runSteps } from "./run-steps.ts";
import type { OnProgress } from "./start-progress.ts";
import { stopInOrder } from "./stop-cluster.ts";

/** Of what docker says, its last lines tell the cause. */
const shownLines = 10;

export interface ApplyDependencies {
  readonly engine: ContainerEngine;
  readonly compose: Compose;
  readonly processes: ProcessRunner;
  readonly onProgress: OnProgress;
  readonly signal?: AbortSignal;
}

/**
 * Pulls what the plan needs. Apart from the rest, because how long it takes is the network's affair
 * and no sign of a service that does not come up.
 * @throws TemporalStartError IMAGE_PULL_FAILED
 */
export async function pullImages(
  { steps }: StartPlan,
  { processes, onProgress, signal }: Pick<ApplyDependencies, "processes" | "onProgress" | "signal">,
): Promise<void> {
  await Promise.all(
    steps
      .filter(({ action }) => action === "pull")
      .map(({ action, subject }) => {
        onProgress({ kind: "step", action, subject });
        return pullImage(subject, processes, signal);
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
  const { engine, onProgress } = dependencies;
  const steps = plan.steps.filter(({ action }) => action !== "keep" && action !== "pull");
  for (const { action, subject } of steps) onProgress({ kind: "step", action, subject });
  await removeLeftovers(steps, dependencies);
  // Compose would stop them as well, but side by side, and a server that loses its store takes long to end.
  const replaced = steps.filter(({ action }) => action === "recreate").map(({ service }) => service);
  await stopInOrder(engine, new Map([...plan.observed].filter(([service]) => replaced.includes(service))));
  const created = steps.filter(({ isNew }) => isNew).map(({ service }) => service);
  if (created.length > 0) await compose(["up", "--no-start", "--no-deps", "--no-build", ...created], dependencies);
  onAct({ kind: "created" });
  const containers = created.length > 0 ? await ownContainers(engine, plan.instance) : plan.observed;
  await runSteps(steps, containers, dependencies, onAct);
}

/** They carry the labels of a service and would be taken for it. */
async function removeLeftovers(steps: readonly PlanStep[], { processes, signal }: ApplyDependencies): Promise<void> {
  const names = steps.filter(({ action }) => action === "remove").map(({ subject }) => subject);
  if (names.length === 0) return;
  const result = await processes.run("docker", ["rm", "--force", ...names], defined({ signal }));
  if (result.exitCode !== 0) throw dockerFailure("rm", result);
}

async function compose(args: readonly string[], { compose: runner, signal }: ApplyDependencies): Promise<void> {
  const result = await runner.run(args, defined({ signal }));
  if (result.exitCode !== 0) throw dockerFailure(`compose ${args[0] ?? ""}`, result);
}

function dockerFailure(command: string, { exitCode, stderr }: RunResult): TemporalStartError {
  const lines = stderr.split("\n").filter((line) => line.trim() !== "");
  return new TemporalStartError({
    code: "COMPOSE_FAILED",
    category: "service",
    message: `docker ${command} ended with exit code ${String(exitCode)}: ${causeMessage(lines.at(-1) ?? "")}`,
    ...defined({ details: lines.length > 1 ? lines.slice(-shownLines) : undefined }),
  });
}
