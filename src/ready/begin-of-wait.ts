import { askedAfter, reliesOn } from "../cluster/graph.ts";
import type { ServiceName } from "../cluster/services/index.ts";
import type { Topology, Unit } from "../cluster/topology.ts";

/** What is known of the services that a start changes. */
export interface Changes {
  readonly changed: ReadonlySet<ServiceName>;
  /** Fulfilled when the service's own step has been carried out. */
  readonly carriedOut: (name: ServiceName) => Promise<unknown>;
  /** Fulfilled when the service is ready or given up; absent where nobody waits for it. */
  readonly settled: ReadonlyMap<ServiceName, Promise<unknown>>;
}

/**
 * When a service may be asked. One that changes: once it runs, because until then its old container
 * answers, and once what it relies on is ready. One that is kept: once all that changes of what it relies on is
 * ready, because until then it answers with connections that are about to break.
 */
export function beginOfWait(
  topology: Topology,
  unit: Unit,
  { changed, carriedOut, settled }: Changes,
): Promise<unknown> | undefined {
  const { name } = unit;
  if (changed.has(name)) {
    const before = askedAfter(topology, unit).map((other) => other.name);
    const reliedOn = [...settled].filter(([other]) => before.includes(other) && changed.has(other));
    return Promise.all([carriedOut(name), Promise.allSettled(reliedOn.map(([, end]) => end))]);
  }
  // Nothing of a start touches it, and a wrong password of a store is better known at once.
  if (unit.isExternal) return undefined;
  const before = [...reliesOn(topology, unit)]
    .filter((other) => other.service.kind === "service" && changed.has(other.name))
    .map((other) => other.name);
  if (before.length === 0) return undefined;
  // Settled, not fulfilled: a service that failed ends the start by itself, and nobody may be listening here.
  return Promise.allSettled(before.map((other) => settled.get(other) ?? carriedOut(other)));
}
