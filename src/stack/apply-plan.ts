import { defined } from "../defined.ts";
import { causeMessage, TemporalStartError } from "../errors.ts";
import type { Compose, ProcessRunner, RunResult } from "../runtime/ports.ts";
import { type ServiceName, services } from "../services/index.ts";
import { changesContainer, type PlanStep, type StartPlan, type StepAction } from "./plan.ts";
import { pullImage } from "./pull-image.ts";
import type { OnProgress } from "./start-progress.ts";

/** Of what docker says, its last lines tell the cause. */
const shownLines = 10;

export interface ApplyDependencies {
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
  { processes, onProgress, signal }: ApplyDependencies,
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
 * Carries out the other steps of a plan and decides nothing. Resolves when compose has started
 * everything; whether it works is for the probes to say.
 * @throws TemporalStartError COMPOSE_FAILED
 */
export async function applyPlan({ steps }: StartPlan, dependencies: ApplyDependencies): Promise<void> {
  const done = steps.filter(({ action }) => action !== "keep" && action !== "pull");
  for (const { action, subject } of done) dependencies.onProgress({ kind: "step", action, subject });
  const servicesOf = (isWanted: (action: StepAction) => boolean): ServiceName[] =>
    done.filter(({ action }) => isWanted(action)).map(({ service }) => service);
  await removeLeftovers(done, dependencies);
  const paused = servicesOf((action) => action === "unpause");
  if (paused.length > 0) await compose(["unpause", ...paused], dependencies);
  const jobs = servicesOf((action) => action === "run");
  // Compose runs a job for the service that needs it, and waits for its end.
  const awaiting = services.filter(({ needs = [] }) => needs.some((need) => jobs.some((job) => job === need)));
  const up = new Set([...servicesOf(changesContainer), ...awaiting.map(({ name }) => name)]);
  if (up.size > 0) await compose(["up", "--detach", "--no-build", ...up], dependencies);
  const restarted = servicesOf((action) => action === "restart");
  if (restarted.length > 0) await compose(["restart", "--no-deps", ...restarted], dependencies);
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
