import { hostOfService } from "../cluster/services/addresses.ts";
import type { ServiceName, Settings } from "../cluster/services/index.ts";
import { hostOf } from "../cluster/settings/host.ts";
import { publisherOf, serverOf, type Topology, type Unit } from "../cluster/topology.ts";
import type { ContainerEngine } from "../interfaces/engine.ts";
import type { ContainerFacts } from "../interfaces/engine-facts.ts";
import { isRunning, sortContainers } from "../plan/observed-state.ts";

/** The containers of an instance by unit; others are not even asked for. */
export async function ownContainers(
  engine: Pick<ContainerEngine, "containers">,
  topology: Topology,
): Promise<ReadonlyMap<ServiceName, ContainerFacts>> {
  return (await sortedContainers(engine, topology)).containers;
}

/** The same, with those of ours that no unit claims. */
export async function sortedContainers(
  engine: Pick<ContainerEngine, "containers">,
  topology: Topology,
): Promise<ReturnType<typeof sortContainers>> {
  const all = await engine.containers({ instance: topology.instance });
  return sortContainers(all, topology);
}

export interface Reach {
  readonly topology: Topology;
  readonly values: Settings;
  readonly host: string;
  /** Where each value comes from, as `config show` tells it; absent where nobody knows. */
  readonly origins?: Readonly<Record<string, string>>;
  /** The settings file that was read, an absolute path; absent where there is none. */
  readonly file?: string;
}

/**
 * Settings and host under which a service is asked. A container may have been started with other
 * settings, and on the port of today's there may be another program.
 */
export function reachOf(
  { service }: Pick<Unit, "service">,
  containers: ReadonlyMap<ServiceName, ContainerFacts>,
  { values, topology }: Reach,
): Reach {
  const host = hostOfService(service, values);
  const published = service.ports.flatMap(({ setting, containerPort }) => {
    const container = containers.get(publisherOf(topology, setting)?.name ?? "");
    const bindings = isRunning(container) ? (container?.ports ?? []) : [];
    const all = bindings.filter((binding) => binding.containerPort === containerPort);
    // The engine lists a port that is open on every address once for IPv4 and once for IPv6.
    const binding = all.find(({ hostAddress }) => hostOf(hostAddress) === host) ?? all[0];
    return binding === undefined ? [] : [{ setting, ...binding }];
  });
  const ports = Object.fromEntries(published.map(({ setting, hostPort }) => [setting, hostPort]));
  const hostAddress = published[0]?.hostAddress;
  return {
    topology,
    values: { ...values, ...ports },
    host: hostAddress === undefined || hostAddress === "" ? host : hostOf(hostAddress),
  };
}

/** Address of Temporal Server's API as it is published now. */
export function serverAddress(containers: ReadonlyMap<ServiceName, ContainerFacts>, reach: Reach): string {
  const server = serverOf(reach.topology);
  const { values, host } = reachOf(server, containers, reach);
  return `${host}:${String(values.TEMPORAL_SERVER_PORT)}`;
}
