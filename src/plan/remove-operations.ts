import type { Topology } from "../cluster/topology.ts";
import type { Operation, OperationEdge } from "../interfaces/operation.ts";
import type { Leftover } from "./observed-state.ts";
import { type OwnedContainer, stopOperations } from "./stop-operations.ts";

export interface ToRemove {
  /** Of units. */
  readonly containers: readonly OwnedContainer[];
  readonly leftovers: readonly Leftover[];
  /** Names. */
  readonly volumes: readonly string[];
}

/** Stops what runs, removes containers and network, and then the volumes. */
export function removeOperations(
  topology: Topology,
  { containers, leftovers, volumes }: ToRemove,
): readonly Operation[] {
  const stops = stopOperations(topology, [...containers, ...leftovers]);
  const afterStops = stops.map(({ id }): OperationEdge => ({ after: id, point: "over" }));
  // What no unit claims is nothing that the backend made of today's settings.
  const surplus = leftovers.map(({ container: { name } }): Operation => {
    return { kind: "remove", what: "container", name, id: `remove container ${name}`, edges: afterStops };
  });
  const edges = surplus.map(({ id }): OperationEdge => ({ after: id, point: "over" }));
  const clear: Operation = { kind: "clear", id: "clear", edges: [...afterStops, ...edges] };
  const data = volumes.map((name): Operation => {
    const last: readonly OperationEdge[] = [{ after: clear.id, point: "done" }];
    return { kind: "remove", what: "volume", name, id: `remove volume ${name}`, edges: last };
  });
  return [...stops, ...surplus, clear, ...data];
}
