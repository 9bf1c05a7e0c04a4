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
 * @param own what its own container would come to
 */
export function decideJob(
  topology: Topology,
  job: Unit,
  isPreparedAnew: boolean,
  decisions: ReadonlyMap<ServiceName, Decision>,
  container: ContainerFacts | undefined,
  own: Decision,
): Decision {
  const actionOf = ({ name }: Unit): StepAction => decisions.get(name)?.action ?? "keep";
  const waiting = waitingFor(topology, job);
  const stores = startsAfter(topology, job).map(({ unit }) => unit);
  // The job waits for the stores; a server that is restarted together with them would fail until they answer.
  const storesMove = stores.some((unit) => actionOf(unit) !== "keep");
  const starts = waiting.some(
    (unit) => changesContainer(actionOf(unit)) || (storesMove && actionOf(unit) === "restart"),
  );
  if (!starts) return isPreparedAnew ? { action: "run", reason: "a store has no schema" } : decideAlone(container);
  const reason = `before ${waiting.map(({ name }) => name).join(", ")} starts`;
  const isNew = isPreparedAnew || [...waiting, ...stores].some((unit) => isMade(actionOf(unit)));
  // Of other jobs nobody can tell.
  const isKnown = job.service.role === "schema" && container?.exitCode === 0;
  return isNew || isMade(own.action) || !isKnown
    ? { action: "run", reason }
    : { action: "run", reason: `${reason}, unless its stores are set up already`, unlessDone: true };
}

function decideAlone(container: ContainerFacts | undefined): Decision {
  if (container === undefined) return { action: "keep", reason: "done" };
  if (container.state !== "exited") return { action: "run", reason: "has not ended yet" };
  return container.exitCode === 0
    ? { action: "keep", reason: "done" }
    : { action: "run", reason: `failed, exit code ${String(container.exitCode ?? "unknown")}` };
}

function isMade(action: StepAction): boolean {
  return action === "create" || action === "recreate";
}
