import type { Unit } from "../cluster/topology.ts";
import type { ContainerFacts, ContainerState } from "../interfaces/engine-facts.ts";
import { containerChange } from "./container-change.ts";
import type { Decision } from "./decision.ts";
import type { Snapshot } from "./observed-state.ts";

/** What one container needs to be as it is wanted, whatever becomes of the others. */
export function decideContainer(unit: Unit, { containers, images, configHashes }: Snapshot): Decision {
  const container = containers.get(unit.name);
  if (container === undefined) return { action: "create", reason: "not there" };
  if (isCutOff(unit, container)) return { action: "create", reason: "in place of the one without network" };
  const change = containerChange(container, images.get(unit.name), configHashes[unit.name]);
  return change === undefined ? decisionOfState[container.state](container) : { action: "recreate", reason: change };
}

/** Runs, but the engine publishes none of its ports: it was taken off its network, which no restart mends. */
export function isCutOff({ ports }: Unit, container: ContainerFacts): boolean {
  return container.state === "running" && ports.length > 0 && container.ports.length === 0;
}

const decisionOfState: Readonly<Record<ContainerState, (container: ContainerFacts) => Decision>> = {
  running: ({ health }) =>
    health === "unhealthy"
      ? { action: "restart", reason: "running, unhealthy" }
      : { action: "keep", reason: health === undefined ? "running" : `running, ${health}` },
  paused: () => ({ action: "unpause", reason: "paused" }),
  restarting: () => ({ action: "restart", reason: "restarting over and over" }),
  dead: () => ({ action: "recreate", reason: "dead" }),
  removing: () => ({ action: "recreate", reason: "removing" }),
  created: () => ({ action: "start", reason: "never started" }),
  exited: ({ exitCode }) => ({ action: "start", reason: `stopped, exit code ${String(exitCode ?? "unknown")}` }),
};
