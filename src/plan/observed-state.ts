import type { ServiceName } from "../cluster/services/index.ts";
import { instanceName, isOf } from "../cluster/settings/instance.ts";
import { ownUnits, type Topology } from "../cluster/topology.ts";
import type { ContainerFacts, NetworkFacts, VolumeFacts } from "../interfaces/engine-facts.ts";
import type { ImageChoice } from "./choose-image.ts";

/** A port of ours that something else holds. */
export interface TakenPort {
  readonly service: ServiceName;
  readonly setting: string;
  readonly port: number;
  /** Of this machine, on which it is to be published. */
  readonly address: string;
  /** The container that publishes it, where one does. */
  readonly holder?: string;
  readonly reason: "taken" | "forbidden";
}

/** A container of ours that no unit claims. */
export interface Leftover {
  /** As its label says; it may not be part of the cluster any more. */
  readonly service: string;
  readonly container: ContainerFacts;
  /**
   * `cut-short`: it was being replaced. `surplus`: the settings ask for it no more.
   * `abandoned`: it was for one command, and nobody waits for that any more.
   */
  readonly why: "cut-short" | "surplus" | "abandoned";
}

/** Everything a plan is decided on, seen at one moment. */
export interface Snapshot {
  /** By unit. */
  readonly containers: ReadonlyMap<ServiceName, ContainerFacts>;
  /** Ours, but of no unit. */
  readonly leftovers: readonly Leftover[];
  /** Containers that have one of our names but are not ours. */
  readonly strangers: readonly ContainerFacts[];
  /** By unit, what it would be made from now. */
  readonly images: ReadonlyMap<ServiceName, ImageChoice>;
  /** All networks, where none of our containers is there: else they are on ours. */
  readonly networks: readonly NetworkFacts[];
  readonly volumes: readonly VolumeFacts[];
  readonly takenPorts: readonly TakenPort[];
  /** Whether there is no dynamic configuration in TEMPORAL_CONFIG_DIR. */
  readonly isConfigMissing: boolean;
  /** By unit, as a container that were made now would bear it. */
  readonly configHashes: Readonly<Record<string, string>>;
}

/** The containers of an instance by unit, what else is ours, and the strangers that bear its names. */
export function sortContainers(
  all: readonly ContainerFacts[],
  topology: Topology,
): Pick<Snapshot, "containers" | "leftovers" | "strangers"> {
  const { instance } = topology;
  const units = ownUnits(topology);
  const containers = new Map<ServiceName, ContainerFacts>();
  const leftovers: Leftover[] = [];
  const strangers: ContainerFacts[] = [];
  for (const unit of units) {
    const name = instanceName(instance, unit.name);
    for (const container of all.filter((candidate) => candidate.name === name)) {
      if (serviceOf(container, instance) === unit.service.name) containers.set(unit.name, container);
      else strangers.push(container);
    }
  }
  const claimed = new Set(containers.values());
  for (const container of all) {
    if (isAbandoned(container, instance)) leftovers.push({ service: "one-off", container, why: "abandoned" });
    const service = serviceOf(container, instance);
    if (service === undefined || claimed.has(container) || strangers.includes(container)) continue;
    leftovers.push({ service, container, why: container.isReplaced === true ? "cut-short" : "surplus" });
  }
  return { containers, leftovers, strangers };
}

/** What its marks say, of a container of this instance. */
function serviceOf(container: ContainerFacts, instance: string): string | undefined {
  return isOf(instance, container) ? container.marks.service : undefined;
}

function isAbandoned(container: ContainerFacts, instance: string): boolean {
  return container.oneOff === "abandoned" && isOf(instance, container);
}

/** All that are ours, of a unit or not. */
export function allOwn({
  containers,
  leftovers,
}: Pick<Snapshot, "containers" | "leftovers">): readonly ContainerFacts[] {
  return [...containers.values(), ...leftovers.map(({ container }) => container)];
}

/** One that is paused has its ports still. */
export function holdsPorts(container: ContainerFacts): boolean {
  return isRunning(container) || container.state === "paused";
}

export function isRunning(container: ContainerFacts | undefined): boolean {
  return container?.state === "running";
}

/** The container that publishes a port on the host. */
export function holderOfPort(all: readonly ContainerFacts[], port: number): string | undefined {
  return all.find(({ ports }) => ports.some(({ hostPort }) => hostPort === port))?.name;
}
