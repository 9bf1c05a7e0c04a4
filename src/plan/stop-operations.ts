import { holdsBackStart } from "../cluster/graph.ts";
import { type Service, services } from "../cluster/services/index.ts";
import type { Dependency } from "../cluster/services/service.ts";
import type { Topology } from "../cluster/topology.ts";
import type { ContainerFacts } from "../interfaces/engine-facts.ts";
import type { Operation, OperationEdge } from "../interfaces/operation.ts";
import { isRunning } from "./observed-state.ts";

export interface OwnedContainer {
  /** The unit, or the service of a container that no unit claims. */
  readonly service: string;
  readonly container: ContainerFacts;
  readonly isAtOnce?: boolean;
}

/**
 * Stops each as soon as all that depends on it has died, so that the last words of a server are still written to its
 * stores, and what receives what a store writes after that; what has nothing to do with each other stops side by side. One that refuses does not keep the others from
 * ending.
 */
export function stopOperations(topology: Topology, owned: readonly OwnedContainer[]): readonly Operation[] {
  const up = owned.filter(({ container }) => isUp(container));
  // By what services are, whether or not today's settings ask for them: what runs was started on others.
  const related = (one: OwnedContainer, other: OwnedContainer, holds: (dependency: Dependency) => boolean): boolean => {
    const used = serviceOf(topology, other)?.name ?? other.service;
    const dependsOn = serviceOf(topology, one)?.dependsOn ?? [];
    return dependsOn.some((dependency) => dependency.service === used && holds(dependency));
  };
  const endsBefore = (one: OwnedContainer): readonly OwnedContainer[] =>
    up.filter((other) => related(other, one, holdsBackStart) || related(one, other, receives));
  return up.flatMap((one): Operation[] => {
    const { service: unit, container, isAtOnce } = one;
    const { id: containerId, name, state } = container;
    const edges = endsBefore(one).map((user): OperationEdge => ({ after: stopId(user), point: "over" }));
    const common = { unit, name, container: containerId };
    const ends = { kind: "stop", ...common, id: stopId(one), ...(isAtOnce === true && { isAtOnce }) } as const;
    if (state !== "paused") return [{ ...ends, edges }];
    // A paused process cannot receive the signal that asks it to end.
    const unpause = `unpause ${name}`;
    const awake: OperationEdge = { after: unpause, point: "done" };
    // Who sends it the last of what it writes does not end before that has arrived.
    const isReceiver = serviceOf(topology, one)?.dependsOn.some(receives) === true;
    return [
      { kind: "unpause", ...common, id: unpause, edges: isReceiver ? [] : edges },
      { ...ends, edges: isReceiver ? [...edges, awake] : [awake] },
    ];
  });
}

function receives({ condition }: Dependency): boolean {
  return condition === "receives";
}

function serviceOf(topology: Topology, { service: name }: OwnedContainer): Service | undefined {
  const unit = topology.units.find((one) => name === one.name || name === one.service.name);
  return unit?.service ?? services.find((service) => service.name === name);
}

function stopId({ container }: OwnedContainer): string {
  return `stop ${container.name}`;
}

export function isUp(container: ContainerFacts): boolean {
  return isRunning(container) || container.state === "paused" || container.state === "restarting";
}
