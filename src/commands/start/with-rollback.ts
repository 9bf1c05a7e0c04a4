import { programFor } from "../../cluster/settings/instance.ts";
import type { Topology } from "../../cluster/topology.ts";
import { causeMessage, type ErrorCategory, TemporalStartError } from "../../errors.ts";
import { type RolledBack, rollBack } from "../../start/rollback.ts";
import type { Needs } from "../command.ts";

export type RollbackNeeds = Needs<"clock" | "engine" | "lasting" | "reporter" | "signal">;

/**
 * Does work that brings up a cluster; where it fails or is interrupted, what it created is removed.
 * @throws TemporalStartError the failure of the work, which says what became of the rest
 */
export async function withRollback<Result>(
  context: RollbackNeeds,
  topology: Topology,
  work: () => Promise<Result>,
): Promise<Result> {
  const before = await (await context.engine()).objects("everybody");
  try {
    return await work();
  } catch (error) {
    context.reporter.note("Rolling back: what this start created is removed.");
    let outcome: readonly string[];
    try {
      outcome = describe(
        await rollBack({ ...(await context.lasting()), clock: context.clock }, topology, before),
        topology.instance,
      );
    } catch (failure) {
      outcome = [`Rolling back failed: ${causeMessage(failure)}`, leftHint(topology.instance)];
    }
    throw afterRollback(error, context.signal.aborted, outcome);
  }
}

function describe({ removed, left }: RolledBack, instance: string): readonly string[] {
  const { container, network, volume } = removed;
  const counts = [
    [container.length, "container"],
    [network.length, "network"],
    [volume.length, "volume"],
  ] as const;
  const parts = counts.flatMap(([count, what]) =>
    count === 0 ? [] : `${String(count)} ${what}${count > 1 ? "s" : ""}`,
  );
  const done =
    parts.length === 0
      ? "Rolled back: nothing had been created. What was there before stays as it is now."
      : `Rolled back: removed ${parts.join(", ")}.`;
  return left.length === 0 ? [done] : [done, `Could not be removed: ${left.join(", ")}.`, leftHint(instance)];
}

function leftHint(instance: string): string {
  return `${programFor(instance)} down removes what is left of containers and network.`;
}

/** Failures of which more is seen in the containers. */
const ofContainers: ReadonlySet<ErrorCategory> = new Set(["service", "timeout"]);

/** Where the cause is not known, the advice is to look at containers, which are gone now. */
function afterRollback(error: unknown, isInterrupted: boolean, outcome: readonly string[]): unknown {
  if (isInterrupted) {
    return new TemporalStartError({
      code: "INTERRUPTED",
      category: "interrupted",
      message: "Interrupted.",
      details: outcome,
    });
  }
  if (!(error instanceof TemporalStartError)) return error;
  const { stillRunning, ...facts } = error.facts;
  const isAboutContainers = facts.failure === undefined && ofContainers.has(facts.category);
  // It was told before the rollback, and is true no more.
  const details = (facts.details ?? []).filter((line) => line !== stillRunning);
  return new TemporalStartError({
    ...facts,
    details: [...details, ...outcome],
    ...(isAboutContainers ? { hint: "Without --rollback everything stays as it is, to be looked at." } : {}),
  });
}
