import type { ServiceName } from "../cluster/services/index.ts";
import { type Topology, type Unit, unitNamed } from "../cluster/topology.ts";
import type { Clock } from "../interfaces/clock.ts";
import type { ContainerEngine } from "../interfaces/engine.ts";
import type { ContainerFacts } from "../interfaces/engine-facts.ts";
import { isRunning, type Snapshot } from "../plan/observed-state.ts";
import type { OwnAnswer } from "./own-answer.ts";

export interface StartingLook {
  readonly engine: ContainerEngine;
  readonly clock: Clock;
  readonly topology: Topology;
  /** How long after its start a service may be on its way up, in milliseconds. */
  readonly patienceMs: number;
  /** Asks a service itself. */
  readonly ownAnswer: (unit: Unit) => Promise<OwnAnswer>;
}

/**
 * A slow service fails its health checks before it is up. Where it tells by itself that it is on its way or has just come up, and
 * has not had its time yet, it counts as starting: a restart would take from it what it has done so far.
 */
export async function withStillStarting(snapshot: Snapshot, look: StartingLook): Promise<Snapshot> {
  const asked = [...snapshot.containers].map(async (entry): Promise<readonly [ServiceName, ContainerFacts]> => {
    const [name, container] = entry;
    return (await isStillStarting(name, container, look)) ? [name, { ...container, health: "starting" }] : entry;
  });
  return { ...snapshot, containers: new Map(await Promise.all(asked)) };
}

async function isStillStarting(
  name: ServiceName,
  container: ContainerFacts,
  { engine, clock, topology, patienceMs, ownAnswer }: StartingLook,
): Promise<boolean> {
  const unit = unitNamed(topology, name);
  if (unit === undefined || !isRunning(container) || container.health !== "unhealthy") return false;
  const { startedAtMs } = (await engine.containerDetails(container.id)) ?? {};
  if (startedAtMs === undefined || clock.now() - startedAtMs >= patienceMs) return false;
  // A restart is what helps one that hangs.
  return ["well", "starting"].includes(await ownAnswer(unit));
}
