import { TemporalStartError } from "../errors.ts";
import { observe } from "../stack/observe.ts";
import { isSchemaMissing } from "../stack/observe-schema.ts";
import { planStart, type StartPlan } from "../stack/plan.ts";
import { type StartOptions, startCluster } from "../stack/start-cluster.ts";
import type { CommandContext, CommandSettings } from "./command.ts";

/** Looks and decides; changes nothing. */
export async function makePlan(
  context: CommandContext,
  { values, origins, host }: CommandSettings,
): Promise<StartPlan> {
  const engine = await context.engine();
  const compose = (images: ReadonlyMap<string, string>): ReturnType<CommandContext["compose"]> =>
    context.compose(images);
  const snapshot = await observe(values, { engine, compose, probePort: context.probePort });
  const schemaMissing =
    snapshot.containers.size > 0 && (await isSchemaMissing(snapshot, values, host, await context.probe()));
  return planStart({ settings: values, origins, snapshot, isSchemaMissing: schemaMissing });
}

/**
 * Carries out a plan and waits until the cluster is ready.
 * @throws TemporalStartError START_BLOCKED with everything that stands in the way, or the failure's cause
 */
export async function bringUp(
  context: CommandContext,
  settings: CommandSettings,
  plan: StartPlan,
  options: StartOptions,
): Promise<{ readonly seconds: number }> {
  requireUnblocked(plan);
  const startedMs = context.clock.now();
  const present = new Map(
    [...plan.images.values()].flatMap(({ reference, id }) => (id === undefined ? [] : [[reference, id]])),
  );
  const [engine, compose, processes, probe, temporal] = await Promise.all([
    context.engine(),
    context.compose(present),
    context.processes(),
    context.probe(),
    context.temporal(),
  ]);
  await startCluster(
    plan,
    {
      engine,
      compose,
      processes,
      probe,
      temporal,
      clock: context.clock,
      settings: settings.values,
      host: settings.host,
      startedMs,
      signal: context.signal,
      onProgress: (progress) => {
        context.reporter.progress(progress);
      },
    },
    options,
  );
  return { seconds: (context.clock.now() - startedMs) / 1000 };
}

/** @throws TemporalStartError with everything that stands in the way; nothing has been changed yet */
export function requireUnblocked({ blockers }: StartPlan): void {
  if (blockers.length === 0) return;
  throw new TemporalStartError({
    code: blockers.length === 1 ? (blockers[0]?.code ?? "START_BLOCKED") : "START_BLOCKED",
    category: "preflight",
    message: "The cluster was not started; nothing was changed.",
    details: blockers.flatMap(({ message, hint }) => [message, `→ ${hint}`]),
    actions: blockers.map(({ hint }) => hint),
  });
}
