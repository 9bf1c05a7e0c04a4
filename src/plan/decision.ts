import { type ServiceName, services, stores } from "../cluster/services/index.ts";

export type StepAction = "remove" | "pull" | "create" | "recreate" | "start" | "restart" | "unpause" | "run" | "keep";

/** What is done about one service. */
export interface Decision {
  readonly action: StepAction;
  readonly reason: string;
}

/** Whether a step ends with a container that was not running before. */
export function changesContainer(action: StepAction): boolean {
  return action === "create" || action === "recreate" || action === "start";
}

/**
 * Compose stops whatever depends on a container that it replaces, and makes most of it anew; so these containers are
 * brought to their end before their store is, and started again.
 */
export function withReplacedStores(decisions: ReadonlyMap<ServiceName, Decision>): ReadonlyMap<ServiceName, Decision> {
  if (stores.every(({ name }) => decisions.get(name)?.action !== "recreate")) return decisions;
  const dependents = services.filter(({ kind, needs = [] }) => kind === "service" && needs.length > 0);
  const replaced = dependents.flatMap(({ name }): [ServiceName, Decision][] => {
    const decision = decisions.get(name);
    if (decision === undefined || changesContainer(decision.action)) return [];
    return [[name, { action: "recreate", reason: "one of its stores is replaced" }]];
  });
  return new Map([...decisions, ...replaced]);
}
