import { startsAfter } from "../cluster/graph.ts";
import type { ServiceName } from "../cluster/services/index.ts";
import { instanceName, isOf } from "../cluster/settings/instance.ts";
import { ownUnits, type Topology } from "../cluster/topology.ts";
import type { ContainerEngine } from "../interfaces/engine.ts";
import type { ContainerFacts } from "../interfaces/engine-facts.ts";

/** Compose makes volumes and containers of a first start within seconds; a busy machine may take longer. */
const oneStartMs = 120_000;

/**
 * Whether a cluster was never ready since its data volumes were made: all of its containers are those of the start that
 * made the volumes, and whatever needs a job in the databases has never run. In doubt it was: the advice that follows from
 * this deletes data.
 */
export async function wasNeverReady(
  engine: Pick<ContainerEngine, "volumes" | "containerDetails">,
  topology: Topology,
  containers: ReadonlyMap<ServiceName, ContainerFacts>,
): Promise<boolean> {
  const { instance } = topology;
  const units = ownUnits(topology);
  const needing = units.filter((unit) => startsAfter(topology, unit).some((edge) => edge.unit.service.kind === "job"));
  const names = units.flatMap(({ volumes }) => volumes.map(({ name }) => instanceName(instance, name)));
  const volumes = await engine.volumes(names);
  const moments = [...containers.values(), ...volumes].map(({ createdAtMs }) => createdAtMs ?? Number.NaN);
  // One that is not known makes the difference NaN.
  const isOneStart = Math.max(...moments) - Math.min(...moments) < oneStartMs;
  // A volume without our label was made by hand, for data that was brought here.
  const areOurs = volumes.every((volume) => isOf(instance, volume));
  if (volumes.length === 0 || !areOurs || !isOneStart || needing.length === 0) return false;
  const ids = needing.map(({ name }) => containers.get(name)?.id);
  const details = await Promise.all(
    ids.map(async (id) => (id === undefined ? undefined : engine.containerDetails(id))),
  );
  return details.every((one) => one !== undefined && one.startedAtMs === undefined);
}
