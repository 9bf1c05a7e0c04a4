import { startsAfter } from "../cluster/graph.ts";
import type { ServiceName } from "../cluster/services/index.ts";
import { ownUnits, type Topology, type Unit } from "../cluster/topology.ts";

export type StepAction = "remove" | "pull" | "create" | "recreate" | "start" | "restart" | "unpause" | "run" | "keep";

/** What is done about one unit. */
export interface Decision {
  readonly action: StepAction;
  readonly reason: string;
  /** Of a job that may have nothing to do, which its stores can only tell once they run. */
  readonly unlessDone?: boolean;
}

/** Whether a step does something with the container of its unit: what is removed is no unit's. */
export function movesUnit(action: StepAction): boolean {
  return action !== "keep" && action !== "pull" && action !== "remove";
}

/** Whether a step ends with a container that was not running before. */
export function changesContainer(action: StepAction): boolean {
  return action === "create" || action === "recreate" || action === "start";
}

/**
 * Compose stops whatever depends on a container that it replaces, and makes most of it anew; so these containers are
 * brought to their end before, and started again. A unit comes after all that it depends on, hence one walk is enough.
 */
export function withReplacedDependencies(
  topology: Topology,
  decisions: ReadonlyMap<ServiceName, Decision>,
): ReadonlyMap<ServiceName, Decision> {
  const result = new Map(decisions);
  const isReplaced = ({ name }: Unit): boolean => result.get(name)?.action === "recreate";
  for (const unit of ownUnits(topology)) {
    const decision = result.get(unit.name);
    const replaced = startsAfter(topology, unit)
      .map((edge) => edge.unit)
      .find(isReplaced);
    if (replaced === undefined || decision === undefined || changesContainer(decision.action)) continue;
    const what = replaced.service.role === "store" ? "one of its stores" : replaced.name;
    result.set(unit.name, { action: "recreate", reason: `${what} is replaced` });
  }
  return result;
}
