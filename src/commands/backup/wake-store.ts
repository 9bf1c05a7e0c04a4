import { TemporalStartError } from "../../errors.ts";
import type { ContainerFacts, ContainerState } from "../../interfaces/engine-facts.ts";
import { ownContainers } from "../../observe/own-containers.ts";
import { isRunning } from "../../plan/observed-state.ts";
import { carryOut } from "../../start/carry-out.ts";
import type { Needs } from "../command.ts";
import { type StoreNeeds, wellStore } from "../shared/well-store.ts";

export type WakeNeeds = StoreNeeds & Needs<"backend" | "clock" | "reporter" | "signal">;

const timeoutMs = 60_000;
const pauseMs = 300;

/** Nothing is started that the engine is about to restart, and it may let a minute pass until it does. */
const waking: Partial<Record<ContainerState, "unpause" | "restart">> = { paused: "unpause", restarting: "restart" };

/**
 * Starts PostgreSQL alone where it does not run, and waits until it answers: what is about to be deleted can be backed up
 * only by it.
 * @param unit whose container is there
 * @throws TemporalStartError why it does not come up
 */
export async function wakeStore(context: WakeNeeds, unit: string): Promise<void> {
  const { topology } = await context.settings();
  const container = (await ownContainers(await context.engine(), topology)).get(unit);
  if (container !== undefined && !isRunning(container)) {
    context.reporter.note("Starting PostgreSQL alone, to ask it.");
    await startAsItIs(context, unit, container);
  }
  const deadlineMs = context.clock.now() + timeoutMs;
  for (;;) {
    try {
      await wellStore(context, "postgresql");
      return;
    } catch (error) {
      const isOver = context.clock.now() >= deadlineMs;
      // One that has ended again will not answer.
      if (!(error instanceof TemporalStartError) || error.facts.code !== "SERVICE_FAILED" || isOver) throw error;
    }
    await context.clock.sleep(pauseMs, context.signal);
  }
}

/** Starts one container as it was made. */
export async function startAsItIs(
  context: WakeNeeds,
  unit: string,
  { id, name, state }: Pick<ContainerFacts, "id" | "name" | "state">,
): Promise<void> {
  const kind = waking[state] ?? "start";
  const walk = { backend: await context.backend(), signal: context.signal };
  await carryOut([{ kind, unit, name, container: id, id: `${kind} ${unit}`, edges: [] }], walk);
}
