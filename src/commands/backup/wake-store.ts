import { TemporalStartError } from "../../errors.ts";
import { ownContainers } from "../../observe/own-containers.ts";
import { isRunning } from "../../plan/observed-state.ts";
import { startOperations } from "../../plan/start-operations.ts";
import { carryOut } from "../../start/carry-out.ts";
import type { Needs } from "../command.ts";
import { type StoreNeeds, wellStore } from "../shared/well-store.ts";
import { makePlan, type PlanNeeds } from "../start/bring-up.ts";

export type WakeNeeds = StoreNeeds & PlanNeeds & Needs<"reporter" | "signal">;

const timeoutMs = 60_000;
const pauseMs = 300;

/**
 * Starts PostgreSQL alone where it does not run, and waits until it answers: what is about to be deleted can be backed up
 * only by it.
 * @param unit whose container it is
 * @throws TemporalStartError why it does not come up
 */
export async function wakeStore(context: WakeNeeds, unit: string): Promise<void> {
  const { topology } = await context.settings();
  const container = (await ownContainers(await context.engine(), topology)).get(unit);
  if (!isRunning(container)) {
    context.reporter.note("Starting PostgreSQL alone, to back up its data.");
    if (container === undefined) await makeAndStart(context, unit);
    else await startAsItIs(context, unit, container);
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

async function startAsItIs(
  context: WakeNeeds,
  unit: string,
  { id, name }: { readonly id: string; readonly name: string },
): Promise<void> {
  const walk = { backend: await context.backend(), signal: context.signal };
  await carryOut([{ kind: "start", unit, name, container: id, id: `start ${unit}`, edges: [] }], walk);
}

/** After `down` there is no container; the others come with it, and are not started. */
async function makeAndStart(context: WakeNeeds, unit: string): Promise<void> {
  const plan = await makePlan(context, await context.settings());
  const wanted = startOperations(plan).filter(
    (operation) =>
      ["pull", "create"].includes(operation.kind) || (operation.kind === "start" && operation.unit === unit),
  );
  await carryOut(wanted, { backend: await context.backend(), signal: context.signal });
}
