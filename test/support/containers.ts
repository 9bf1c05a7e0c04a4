import { bindAddressOf } from "../../src/cluster/services/addresses.ts";
import { type ServiceName, type Settings, services } from "../../src/cluster/services/index.ts";
import { instanceLabel, instanceName } from "../../src/cluster/settings/instance.ts";
import { ownUnits, type Topology, topologyOf } from "../../src/cluster/topology.ts";
import type { ContainerFacts, Marks, VolumeFacts } from "../../src/interfaces/engine-facts.ts";
import { chooseImage, type ImageChoice } from "../../src/plan/choose-image.ts";
import type { Snapshot } from "../../src/plan/observed-state.ts";
import { type TestSettings, testSettings, testUnit } from "./settings.ts";

export const configHashOf = (service: ServiceName): string => `hash-of-${service}`;

/** The name of a container of any instance without its instance. */
function unitOfContainer({ name, marks: worn }: ContainerFacts): string {
  const instance = worn.instance ?? "default";
  return instance === "default" ? name : name.replace(`temporal-${instance}`, "temporal");
}

/** What each unit of a cluster is made from where these images are on the engine. */
export function imagesFrom(
  present: ReadonlyMap<string, string>,
  { values, origins, topology }: TestSettings = testSettings(),
): ReadonlyMap<ServiceName, ImageChoice> {
  return new Map(topology.units.map(({ name, service }) => [name, chooseImage(service, values, origins, present)]));
}

/** The id under which an image is present on the engine. */
export const imageIdOf = (reference: string): string => `sha256:id-of-${reference}`;

/** A container of ours as a healthy cluster on upstream images has it. */
export function containerOf(
  service: ServiceName,
  changes: Partial<ContainerFacts> = {},
  settings: Settings = testSettings().values,
  topology: Topology = topologyOf(settings),
): ContainerFacts {
  const unit = testUnit(service, topology);
  const definition = unit.service;
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
    marks: {
      instance: instanceLabel(instance),
      service: definition.name,
      configHash: configHashOf(service),
    },
    ports: unit.ports.map((port) => ({
      hostAddress: bindAddressOf(settings, port),
      hostPort: Number(settings[port.setting]),
      containerPort: port.containerPort,
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
    marks: {},
    ports: [],
    ...changes,
  };
}

/** The upstream images of all services as present on the engine, or the locally built ones. */
export function presentImages(
  which: "upstream" | "local",
  settings: Settings = testSettings().values,
): Map<string, string> {
  const references = services.flatMap(({ image }) =>
    which === "local" ? (image.local ?? []) : String(settings[image.setting]),
  );
  return new Map(references.map((reference) => [reference, imageIdOf(reference)]));
}

export function volume(name: string, marks: Marks = {}): VolumeFacts {
  return { name, marks };
}

/** A snapshot of an engine with the upstream images and, unless told otherwise, every container well. */
export function snapshotOf(containers: readonly ContainerFacts[], changes: Partial<Snapshot> = {}): Snapshot {
  const byUnit = containers.map((container) => [unitOfContainer(container), container] as const);
  return {
    containers: new Map(byUnit),
    leftovers: [],
    strangers: [],
    images: imagesFrom(presentImages("upstream")),
    networks: [],
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
  topology: Topology = topologyOf(settings),
): ContainerFacts[] {
  return ownUnits(topology)
    .filter(({ name }) => !(name in changes && changes[name] === undefined))
    .map(({ name }) => containerOf(name, changes[name], settings, topology));
}
