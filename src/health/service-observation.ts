import type { Unit } from "../cluster/topology.ts";
import type { ContainerDetails, ContainerEnd, ContainerFacts } from "../interfaces/engine-facts.ts";
import type { ProbeResult } from "../probes/probe.ts";

/** What was seen of one unit. */
export interface ServiceObservation {
  readonly unit: Unit;
  readonly container?: ContainerFacts;
  readonly details?: ContainerDetails;
  readonly probe?: ProbeResult;
  /** Of a container that the engine has restarted, in the last while, oldest first. */
  readonly ends?: readonly ContainerEnd[];
}
