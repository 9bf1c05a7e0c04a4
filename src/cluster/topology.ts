import { defined } from "../defined.ts";
import { type Service, type ServiceName, type SettingKey, type Settings, services } from "./services/index.ts";
import type { Dependency, ServiceRole } from "./services/service.ts";
import { instanceName } from "./settings/instance.ts";

/** One member of the cluster: a container of ours, or the one that is somewhere else in its place. */
export interface Unit {
  /** `temporal-server`, `temporal-server-2`: the key in its compose file and, in the default instance, the container's name. */
  readonly name: ServiceName;
  /** From 1. */
  readonly number: number;
  readonly service: Service;
  /** Not ours to make, start, stop or delete. */
  readonly isExternal: boolean;
  /** What it publishes on this machine; of several units the first, since a port of the host has one owner. */
  readonly ports: Service["ports"];
  /** Each unit has its own. */
  readonly volumes: Service["volumes"];
  /** Absent as well where nothing of it is published: then its container's health check is all there is to know. */
  readonly probe?: NonNullable<Service["probe"]>;
}

/** The cluster that is wanted: which units there are and, by their services, what depends on what. */
export interface Topology {
  readonly instance: string;
  /** In start order: each after all that it depends on. */
  readonly units: readonly Unit[];
}

/**
 * What the settings ask for.
 * @throws Error where services depend on each other in a circle, or on one that does not exist
 */
export function topologyOf(values: Settings, among: readonly Service[] = services): Topology {
  const wanted = inStartOrder(among).filter(({ isOn }) => isOn?.(values) ?? true);
  return {
    instance: values.TEMPORAL_INSTANCE,
    units: behindProxies(wanted.flatMap((service) => unitsOf(service, values))),
  };
}

function behindProxies(units: readonly Unit[]): readonly Unit[] {
  const isProxy = ({ service }: Unit): boolean => service.role === "proxy";
  const taken = new Set(units.filter(isProxy).flatMap(({ ports }) => ports.map(({ setting }) => setting)));
  const left = (unit: Unit): Unit => ({ ...unit, ports: unit.ports.filter(({ setting }) => !taken.has(setting)) });
  return taken.size === 0 ? units : units.map((unit) => (isProxy(unit) ? unit : left(unit)));
}

/** Whose port it is that a setting holds; a proxy publishes those of others. */
export function ownerOf({ units }: Topology, setting: string): Unit | undefined {
  return units.find(
    ({ service }) => service.role !== "proxy" && service.ports.some((port) => port.setting === setting),
  );
}

/** Of a port that a setting holds: by itself, or by the proxy before it. */
export function publisherOf({ units }: Topology, setting: SettingKey): Unit | undefined {
  return units.find(({ ports }) => ports.some((port) => port.setting === setting));
}

/** The members that are ours. */
export function ownUnits({ units }: Topology): readonly Unit[] {
  return units.filter((unit) => !unit.isExternal);
}

/** Of all units that keep data, as they are called on the engine. */
export function volumeNames(topology: Topology): readonly string[] {
  return ownUnits(topology).flatMap(({ volumes }) => volumes.map(({ name }) => instanceName(topology.instance, name)));
}

/** Members that stay, ours or not, without jobs. */
export function lastingUnits({ units }: Topology): readonly Unit[] {
  return units.filter(({ service }) => service.kind === "service");
}

export function unitNamed({ units }: Topology, name: string): Unit | undefined {
  return units.find((unit) => unit.name === name);
}

/** The first member of a role. */
export function unitOfRole({ units }: Topology, role: ServiceRole): Unit | undefined {
  return units.find(({ service }) => service.role === role);
}

/** Every cluster has one: without it there is nothing to start. */
export function serverOf(topology: Topology): Unit {
  const found = unitOfRole(topology, "server");
  if (found === undefined) throw new Error("The cluster has no server.");
  return found;
}

export function isStore({ service }: Unit): boolean {
  return service.role === "store";
}

/** Whether the settings ask for a container of it, as far as they are known. */
export function isOurs({ isOn, isExternal }: Service, values: Partial<Settings>): boolean {
  return (isOn?.(values) ?? true) && !(isExternal?.(values) ?? false);
}

function unitsOf(service: Service, values: Settings): readonly Unit[] {
  if (!isOurs(service, values)) {
    const { name, probe } = service;
    return [{ name, number: 1, service, isExternal: true, ports: [], volumes: [], ...defined({ probe }) }];
  }
  const isPublished = service.isPublished?.(values) ?? true;
  const units = Array.from({ length: service.units?.(values) ?? 1 }, (_, index) => unitOf(service, index + 1));
  return isPublished ? units : units.map((unit) => ({ ...unit, ports: [] }));
}

/** One unit of a service that is ours; `number` from 1. */
export function unitOf(service: Service, number: number): Unit {
  const isFirst = number === 1;
  const suffix = isFirst ? "" : `-${String(number)}`;
  return {
    name: `${service.name}${suffix}`,
    number,
    service,
    isExternal: false,
    ports: isFirst ? service.ports : [],
    volumes: service.volumes.map((volume) => ({ ...volume, name: `${volume.name}${suffix}` })),
    ...defined({ probe: isFirst ? service.probe : undefined }),
  };
}

/** Each after all that it depends on, else as they stand in the list. */
function inStartOrder(all: readonly Service[]): readonly Service[] {
  const ordered: Service[] = [];
  const visit = (service: Service, path: readonly string[]): void => {
    if (path.includes(service.name)) throw new Error(circle([...path, service.name]));
    if (ordered.includes(service)) return;
    for (const dependency of service.dependsOn) visit(serviceOf(dependency, service, all), [...path, service.name]);
    ordered.push(service);
  };
  for (const service of all) visit(service, []);
  return ordered;
}

function serviceOf({ service: name }: Dependency, of: Service, all: readonly Service[]): Service {
  const found = all.find((service) => service.name === name);
  if (found === undefined) throw new Error(`${of.name} depends on ${name}, which does not exist.`);
  return found;
}

function circle(path: readonly string[]): string {
  return `Services depend on each other in a circle: ${path.join(" → ")}.`;
}
