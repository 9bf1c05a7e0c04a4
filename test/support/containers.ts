import { labels } from "../../src/cluster/labels.ts";
import { type ServiceName, type Settings, serviceNamed, services } from "../../src/cluster/services/index.ts";
import { instanceLabel, instanceName } from "../../src/cluster/settings/instance.ts";
import type { ContainerFacts, VolumeFacts } from "../../src/interfaces/engine-facts.ts";
import type { Snapshot } from "../../src/plan/observed-state.ts";
import { testSettings } from "./settings.ts";

export const configHashOf = (service: ServiceName): string => `hash-of-${service}`;

/** The id under which an image is present on the engine. */
export const imageIdOf = (reference: string): string => `sha256:id-of-${reference}`;

/** A container of ours as a healthy cluster on upstream images has it. */
export function containerOf(
  service: ServiceName,
  changes: Partial<ContainerFacts> = {},
  settings: Settings = testSettings().values,
): ContainerFacts {
  const definition = serviceNamed(service);
  if (definition === undefined) throw new Error(`No service ${service}.`);
  const image = String(settings[definition.image.setting]);
  const instance = settings.TEMPORAL_INSTANCE;
  return {
    id: `id-of-${instanceName(instance, service)}`,
    name: instanceName(instance, service),
    ...(definition.kind === "job"
      ? { state: "exited", exitCode: 0 }
      : { state: "running", ...(service === "temporal-cli" ? {} : { health: "healthy" }) }),
    image,
    imageId: imageIdOf(image),
    labels: {
      [labels.instance]: instanceLabel(instance),
      [labels.service]: service,
      [labels.composeConfigHash]: configHashOf(service),
    },
    ports: definition.ports.map(({ setting, containerPort }) => ({
      hostAddress: settings.TEMPORAL_BIND_ADDRESS,
      hostPort: Number(settings[setting]),
      containerPort,
    })),
    ...changes,
  };
}

/** A container that has nothing to do with this program. */
export function foreignContainer(name: string, changes: Partial<ContainerFacts> = {}): ContainerFacts {
  const image = "busybox:1";
  return {
    id: `id-of-${name}`,
    name,
    state: "running",
    image,
    imageId: imageIdOf(image),
    labels: {},
    ports: [],
    ...changes,
  };
}

/** The upstream images of all services as present on the engine, or the locally built ones. */
export function presentImages(
  which: "upstream" | "local",
  settings: Settings = testSettings().values,
): Map<string, string> {
  const references = services.map(({ image }) => (which === "local" ? image.local : String(settings[image.setting])));
  return new Map(references.map((reference) => [reference, imageIdOf(reference)]));
}

export function volume(name: string, worn: Readonly<Record<string, string>> = {}): VolumeFacts {
  return { name, labels: worn };
}

/** A snapshot of an engine with the upstream images and, unless told otherwise, every container well. */
export function snapshotOf(containers: readonly ContainerFacts[], changes: Partial<Snapshot> = {}): Snapshot {
  const byService = containers.map(
    (container) => [container.labels[labels.service] as ServiceName, container] as const,
  );
  return {
    containers: new Map(byService),
    leftovers: [],
    strangers: [],
    images: presentImages("upstream"),
    volumes: [],
    takenPorts: [],
    isConfigMissing: false,
    configHashes: Object.fromEntries(services.map(({ name }) => [name, configHashOf(name)])),
    ...changes,
  };
}

/** All containers of a healthy cluster, some of them changed or, with `undefined`, left out. */
export function wholeCluster(
  changes: Partial<Record<ServiceName, Partial<ContainerFacts> | undefined>> = {},
  settings: Settings = testSettings().values,
): ContainerFacts[] {
  return services
    .filter(({ name }) => !(name in changes && changes[name] === undefined))
    .map(({ name }) => containerOf(name, changes[name], settings));
}
