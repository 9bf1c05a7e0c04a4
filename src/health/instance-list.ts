import { services as allServices, type ServiceName } from "../cluster/services/index.ts";
import { instanceLabel, instanceName, isOf, readInstance } from "../cluster/settings/instance.ts";
import { lastingUnits, type Topology, unitNamed, unitOf } from "../cluster/topology.ts";
import { defined } from "../defined.ts";
import type { ContainerFacts, VolumeFacts } from "../interfaces/engine-facts.ts";
import { sortContainers } from "../plan/observed-state.ts";
import { reportHealth, type ServiceVerdict, type Verdict } from "./health-report.ts";

/** One instance as its containers and volumes tell, without a question to any service. */
export interface InstanceSummary {
  /** `default` for the one without a name. */
  readonly instance: string;
  /** Starting: all that is not well has a health check that has not passed yet, as in the seconds after a start. */
  readonly verdict: Verdict | "starting";
  readonly services: readonly {
    readonly service: ServiceName;
    readonly verdict: ServiceVerdict;
    readonly container: string | null;
    /** As published on this machine. */
    readonly addresses: readonly string[];
  }[];
  readonly volumes: readonly string[];
  /** Of its oldest container or volume, RFC 3339. */
  readonly createdAt: string | null;
  readonly ageSeconds: number | null;
}

/** Sorts what the engine has of us by instance; the default instance comes first. */
export function listInstances(
  containers: readonly ContainerFacts[],
  volumes: readonly VolumeFacts[],
  nowMs: number,
): readonly InstanceSummary[] {
  const worn = [...containers, ...volumes].flatMap(({ marks }) => marks.instance ?? []);
  const names = [...new Set(worn.map(readInstance))].sort();
  return names.map((instance) => {
    const isOurs = (one: ContainerFacts | VolumeFacts): boolean => isOf(instance, one);
    return summarise(instance, containers.filter(isOurs), volumes.filter(isOurs), nowMs);
  });
}

/** What every cluster has, and what the containers of this one tell beside it: nobody here knows its settings. */
function topologySeen(instance: string, containers: readonly ContainerFacts[]): Topology {
  const numbersOf = (name: string): readonly number[] => {
    const first = instanceName(instance, name);
    const own = containers.filter(({ marks }) => marks.service === name);
    return own.flatMap((container) => {
      if (container.name === first) return 1;
      const number = container.name.startsWith(`${first}-`) ? container.name.slice(first.length + 1) : "";
      return /^[1-9]\d{0,3}$/.test(number) ? Number(number) : [];
    });
  };
  const units = allServices.flatMap((service) => {
    const always =
      service.isOn === undefined && service.units === undefined && service.isExternal === undefined ? [1] : [];
    const numbers = new Set([...always, ...numbersOf(service.name)]);
    return [...numbers].toSorted((left, right) => left - right).map((number) => unitOf(service, number));
  });
  return { instance, units };
}

function summarise(
  instance: string,
  containers: readonly ContainerFacts[],
  volumes: readonly VolumeFacts[],
  nowMs: number,
): InstanceSummary {
  const topology = topologySeen(instance, containers);
  const byUnit = sortContainers(containers, topology).containers;
  const observations = lastingUnits(topology).map((unit) => ({
    unit,
    ...defined({ container: byUnit.get(unit.name) }),
  }));
  const { verdict, services } = reportHealth(topology, observations, nowMs);
  const isOnItsWay = services.every((row) => row.verdict === "healthy" || row.verdict === "starting");
  const moments = [...containers, ...volumes].flatMap(({ createdAtMs }) => createdAtMs ?? []);
  const createdAtMs = moments.length === 0 ? undefined : Math.min(...moments);
  return {
    instance: instanceLabel(topology.instance),
    verdict: verdict === "degraded" && isOnItsWay ? "starting" : verdict,
    services: services.map((row) => ({
      service: row.service,
      verdict: row.verdict,
      container: row.container?.name ?? null,
      addresses: addressesOf(topology, row.service, byUnit),
    })),
    volumes: volumes.map(({ name }) => name).sort(),
    createdAt: createdAtMs === undefined ? null : new Date(createdAtMs).toISOString(),
    ageSeconds: createdAtMs === undefined ? null : Math.max(0, Math.round((nowMs - createdAtMs) / 1000)),
  };
}

/** A port that is open for IPv4 and IPv6 is listed twice by the engine; a proxy publishes those of what is behind it. */
function addressesOf(
  topology: Topology,
  name: string,
  containers: ReadonlyMap<string, ContainerFacts>,
): readonly string[] {
  const own = unitNamed(topology, name)?.service.ports.map(({ containerPort }) => containerPort) ?? [];
  const proxies = topology.units.filter(({ service }) => service.role === "proxy").map((unit) => unit.name);
  const found = [name, ...proxies].flatMap((unit) => containers.get(unit)?.ports ?? []);
  const all = found
    .filter(({ containerPort }) => own.includes(containerPort))
    .map(({ hostAddress, hostPort }) => {
      const host = hostAddress.includes(":") ? `[${hostAddress}]` : hostAddress;
      return `${host}:${String(hostPort)}`;
    });
  return [...new Set(all)];
}
