import { reliesOn } from "../cluster/graph.ts";
import type { ServiceName } from "../cluster/services/index.ts";
import { isStore, type Topology, type Unit, unitNamed } from "../cluster/topology.ts";
import type { ErrorFacts } from "../errors.ts";
import type { ContainerEngine } from "../interfaces/engine.ts";
import type { ContainerDetails, ContainerFacts } from "../interfaces/engine-facts.ts";
import type { Baseline } from "../ready/watch-containers.ts";

export interface Scene {
  readonly engine: ContainerEngine;
  readonly topology: Topology;
  readonly baseline: Baseline;
  /** Ids of containers that ran before the start. */
  readonly ranBefore: ReadonlySet<string>;
}

export interface Culprit {
  /** The unit. */
  readonly service: ServiceName;
  /** What one unit of a service can fail from, all can. */
  readonly ofService: ServiceName;
  readonly container: ContainerFacts;
  readonly details: ContainerDetails | undefined;
}

/**
 * The service to blame among those that are not well: of the failed one and all that it relies on the first in start
 * order, because a server without its database fails too and its log would mislead. Containers that had ended before and
 * were not started since are not to blame, whatever their exit code.
 */
export async function findCulprit(
  { code, service }: ErrorFacts,
  containers: ReadonlyMap<ServiceName, ContainerFacts>,
  scene: Scene,
): Promise<Culprit | undefined> {
  const named = unitNamed(scene.topology, service ?? "");
  // Where somebody stops the cluster, every container ends, and none of them is to blame.
  const suspects = code === "SERVICE_STOPPED" ? [] : nearestFirst(scene.topology, named);
  for (const suspect of suspects) {
    const container = containers.get(suspect.name);
    if (container === undefined) continue;
    const details = await scene.engine.containerDetails(container.id);
    if (isToBlame(suspect, container, details, scene)) return culpritOf(suspect, container, details);
  }
  const container = named === undefined ? undefined : containers.get(named.name);
  if (named === undefined || container === undefined) return undefined;
  return culpritOf(named, container, await scene.engine.containerDetails(container.id));
}

/** What the failed unit relies on, and it itself, in start order, and then the others. */
function nearestFirst(topology: Topology, failed: Unit | undefined): readonly Unit[] {
  const { units } = topology;
  if (failed === undefined) return units;
  const near = reliesOn(topology, failed).add(failed);
  return [...units.filter((unit) => near.has(unit)), ...units.filter((unit) => !near.has(unit))];
}

function culpritOf(unit: Unit, container: ContainerFacts, details: ContainerDetails | undefined): Culprit {
  return { service: unit.name, ofService: unit.service.name, container, details };
}

function isToBlame(
  unit: Unit,
  container: ContainerFacts,
  details: ContainerDetails | undefined,
  { baseline, ranBefore }: Scene,
): boolean {
  // It may be caught between two crashes. A server may crash once for a store that is late, and then be well.
  const hasCrashed = isStore(unit) && !ranBefore.has(container.id) && (details?.restartCount ?? 0) > 0;
  return hasCrashed || isUnwell(container, details, baseline);
}

function isUnwell(
  { id, state, health, exitCode }: ContainerFacts,
  details: ContainerDetails | undefined,
  baseline: Baseline,
): boolean {
  if (state !== "exited") return ["restarting", "dead", "paused"].includes(state) || health === "unhealthy";
  if (exitCode === 0) return false;
  const before = baseline.get(id);
  return before === undefined || before.startedAtMs !== details?.startedAtMs;
}
