import { startsAfter } from "../cluster/graph.ts";
import type { ServiceName } from "../cluster/services/index.ts";
import { ownUnits, type Topology, type Unit } from "../cluster/topology.ts";
import type { ContainerFacts } from "../interfaces/engine-facts.ts";
import { changesContainer, type Decision, type StepAction } from "./decision.ts";

/** The units that cannot start before a job has done its work, or the part of it that counts for them. */
export function waitingFor(topology: Topology, job: Unit): readonly Unit[] {
  return ownUnits(topology).filter((unit) => startsAfter(topology, unit).some((edge) => edge.unit === job));
}

/**
 * A job runs when a unit that waits for it is about to start, when what it prepares begins empty, or when it did not
 * end well.
 * @param decisions about all units that stay
 */
export function decideJob(
  topology: Topology,
  job: Unit,
  isPreparedAnew: boolean,
  decisions: ReadonlyMap<ServiceName, Decision>,
  container: ContainerFacts | undefined,
): Decision {
  const actionOf = ({ name }: Unit): StepAction => decisions.get(name)?.action ?? "keep";
  const waiting = waitingFor(topology, job);
  // The job waits for the stores; a server that is restarted together with them would fail until they answer.
  const storesMove = startsAfter(topology, job).some(({ unit }) => actionOf(unit) !== "keep");
  const starts = waiting.some(
    (unit) => changesContainer(actionOf(unit)) || (storesMove && actionOf(unit) === "restart"),
  );
  if (starts) return { action: "run", reason: `before ${waiting.map(({ name }) => name).join(", ")} starts` };
  if (isPreparedAnew) return { action: "run", reason: "a store has no schema" };
  if (container?.state === "exited" && container.exitCode !== 0)
    return { action: "run", reason: `failed, exit code ${String(container.exitCode ?? "unknown")}` };
  return container !== undefined && container.state !== "exited"
    ? { action: "run", reason: "has not ended yet" }
    : { action: "keep", reason: "done" };
}
