import { defined } from "../defined.ts";
import { causeMessage, TemporalStartError } from "../errors.ts";
import type { Compose, ProcessRunner, RunResult } from "../runtime/ports.ts";
import type { ServiceName } from "../services/index.ts";
import { changesContainer, type PlanStep, type StartPlan } from "./plan.ts";
import { pullImage } from "./pull-image.ts";
import type { OnProgress } from "./start-progress.ts";

export interface ApplyDependencies {
  readonly compose: Compose;
  readonly processes: ProcessRunner;
  readonly onProgress: OnProgress;
  readonly signal?: AbortSignal;
}

/**
 * Carries out the steps of a plan and decides nothing. Resolves when compose has started everything;
 * whether it works is for the probes to say.
 * @throws TemporalStartError IMAGE_PULL_FAILED, COMPOSE_FAILED
 */
export async function applyPlan(plan: StartPlan, dependencies: ApplyDependencies): Promise<void> {
  const { onProgress } = dependencies;
  for (const { action, subject } of plan.steps) {
    if (action !== "keep") onProgress({ kind: "step", action, subject });
  }
  const servicesOf = (wanted: (step: PlanStep) => boolean): ServiceName[] =>
    plan.steps.filter(wanted).map(({ service }) => service);
  await Promise.all(
    plan.steps
      .filter(({ action }) => action === "pull")
      .map(({ subject }) => pullImage(subject, dependencies.processes, dependencies.signal)),
  );
  const paused = servicesOf(({ action }) => action === "unpause");
  if (paused.length > 0) await compose(["unpause", ...paused], dependencies);
  const restarted = servicesOf(({ action }) => action === "restart");
  const changed = servicesOf(({ action }) => changesContainer(action));
  await Promise.all([
    restarted.length > 0 ? compose(["restart", "--no-deps", ...restarted], dependencies) : undefined,
    changed.length > 0 ? compose(["up", "--detach", "--no-build", ...changed], dependencies) : undefined,
  ]);
}

async function compose(args: readonly string[], { compose: runner, signal }: ApplyDependencies): Promise<void> {
  const result = await runner.run(args, defined({ signal }));
  if (result.exitCode !== 0) throw composeFailure(args[0] ?? "", result);
}

function composeFailure(command: string, { exitCode, stderr }: RunResult): TemporalStartError {
  return new TemporalStartError({
    code: "COMPOSE_FAILED",
    category: "service",
    message: `docker compose ${command} ended with exit code ${String(exitCode)}: ${lastLine(stderr)}`,
    details: stderr
      .split("\n")
      .filter((line) => line.trim() !== "")
      .slice(-10),
  });
}

function lastLine(text: string): string {
  return causeMessage(text.trim().split("\n").at(-1) ?? "");
}
