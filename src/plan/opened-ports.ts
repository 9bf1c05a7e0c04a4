import { isLoopback } from "../cluster/services/addresses.ts";
import type { Settings } from "../cluster/services/index.ts";
import { unitNamed } from "../cluster/topology.ts";
import type { ContainerFacts } from "../interfaces/engine-facts.ts";
import { exposedPortsOf, listed } from "./exposed-ports.ts";
import type { StartPlan } from "./plan.ts";

/**
 * Whether this start opens what was for this machine alone: to a person who has forgotten a line of the settings that
 * is news, and the ports ask nobody who he is.
 * @returns a line for a person; undefined where nothing is opened
 */
export function openedPorts(
  { steps, observed, topology }: Pick<StartPlan, "steps" | "observed" | "topology">,
  settings: Settings,
): string | undefined {
  const opened = steps.flatMap(({ action, service }) => {
    const unit = unitNamed(topology, service);
    if (unit === undefined || action !== "recreate" || !wasClosed(observed.get(service))) return [];
    return exposedPortsOf(unit, settings, topology);
  });
  if (opened.length === 0) return undefined;
  return `This start opens to other machines what was for this one alone: ${listed(opened)}. Nothing there asks for a login, except PostgreSQL for its password.`;
}

function wasClosed({ ports }: Pick<ContainerFacts, "ports"> = { ports: [] }): boolean {
  return ports.length > 0 && ports.every(({ hostAddress }) => isLoopback(hostAddress));
}
