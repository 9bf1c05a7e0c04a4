import { type Service, type ServiceName, services } from "../cluster/services/index.ts";

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
 * answers, and once what it relies on is ready. One that is kept: once all that changes before it in start
 * order is ready, because until then it answers with connections that are about to break.
 */
export function beginOfWait(
  { name, reliesOn }: Service,
  { changed, carriedOut, settled }: Changes,
): Promise<unknown> | undefined {
  if (changed.has(name)) {
    const reliedOn = [...settled].filter(([other]) => other === reliesOn && changed.has(other));
    return Promise.all([carriedOut(name), Promise.allSettled(reliedOn.map(([, end]) => end))]);
  }
  const order = services.filter(({ kind }) => kind === "service").map((service) => service.name);
  const before = order.slice(0, order.indexOf(name)).filter((other) => changed.has(other));
  if (before.length === 0) return undefined;
  // Settled, not fulfilled: a service that failed ends the start by itself, and nobody may be listening here.
  return Promise.allSettled(before.map((other) => settled.get(other) ?? carriedOut(other)));
}
