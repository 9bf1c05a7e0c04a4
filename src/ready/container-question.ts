import type { Topology, Unit } from "../cluster/topology.ts";
import type { ContainerEngine } from "../interfaces/engine.ts";
import type { ContainerFacts } from "../interfaces/engine-facts.ts";
import { ownContainers } from "../observe/own-containers.ts";
import type { ProbeOutcome, ProbeResult } from "../probes/probe.ts";

/** What there is to ask of a unit that publishes nothing: its container's own health check, or that it runs. */
export function containerQuestion(
  unit: Unit,
  topology: Topology,
  engine: Pick<ContainerEngine, "containers">,
): () => Promise<ProbeResult> {
  return async () => ({ ...judge((await ownContainers(engine, topology)).get(unit.name)), latencyMs: 0 });
}

function judge(container: ContainerFacts | undefined): ProbeOutcome {
  if (container?.state !== "running") return { ok: false, fault: "refused", message: "Its container does not run." };
  const { health } = container;
  if (health === undefined) return { ok: true, summary: "runs", facts: {} };
  if (health === "healthy") return { ok: true, summary: "its health check passes", facts: {} };
  return health === "starting"
    ? { ok: false, fault: "starting", message: "Its health check has not passed yet." }
    : { ok: false, fault: "not-serving", message: "Its health check fails." };
}
