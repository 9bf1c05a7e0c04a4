import { labels } from "../cluster/labels.ts";
import { type Service, type ServiceName, services } from "../cluster/services/index.ts";
import { instanceLabel, instanceName } from "../cluster/settings/instance.ts";
import type { ContainerFacts, VolumeFacts } from "../interfaces/engine-facts.ts";

/** A port of ours that something else holds. */
export interface TakenPort {
  readonly service: ServiceName;
  readonly setting: string;
  readonly port: number;
  /** The container that publishes it, where one does. */
  readonly holder?: string;
  readonly reason: "taken" | "forbidden";
}

/** Everything a plan is decided on, seen at one moment. */
export interface Snapshot {
  readonly containers: ReadonlyMap<ServiceName, ContainerFacts>;
  /** Ours under another name: compose renames a container while it replaces it, and was cut short. */
  readonly leftovers: readonly { readonly service: ServiceName; readonly container: ContainerFacts }[];
  /** Containers that have one of our names but are not ours. */
  readonly strangers: readonly ContainerFacts[];
  /** Image ids by reference; a reference that is missing here is not on the engine. */
  readonly images: ReadonlyMap<string, string>;
  readonly volumes: readonly VolumeFacts[];
  readonly takenPorts: readonly TakenPort[];
  /** Whether there is no dynamic configuration in TEMPORAL_CONFIG_DIR. */
  readonly isConfigMissing: boolean;
  /** By service name, as compose would label a container created now. */
  readonly configHashes: Readonly<Record<string, string>>;
}

/** The containers of an instance by service, and the strangers that bear its names. */
export function sortContainers(
  all: readonly ContainerFacts[],
  instance: string,
): Pick<Snapshot, "containers" | "leftovers" | "strangers"> {
  const containers = new Map<ServiceName, ContainerFacts>();
  const leftovers: Snapshot["leftovers"][number][] = [];
  const strangers: ContainerFacts[] = [];
  for (const service of services) {
    const name = instanceName(instance, service.name);
    for (const container of all) {
      const isNamed = container.name === name;
      if (!isOurs(container, service, instance)) {
        if (isNamed) strangers.push(container);
      } else if (isNamed) containers.set(service.name, container);
      else leftovers.push({ service: service.name, container });
    }
  }
  return { containers, leftovers, strangers };
}

function isOurs(container: ContainerFacts, service: Service, instance: string): boolean {
  return (
    container.labels[labels.instance] === instanceLabel(instance) && container.labels[labels.service] === service.name
  );
}

export function isRunning(container: ContainerFacts | undefined): boolean {
  return container?.state === "running";
}

/** The container that publishes a port on the host. */
export function holderOfPort(all: readonly ContainerFacts[], port: number): string | undefined {
  return all.find(({ ports }) => ports.some(({ hostPort }) => hostPort === port))?.name;
}
