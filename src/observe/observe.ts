import { bindAddressOf } from "../cluster/services/addresses.ts";
import type { ServiceName, Settings } from "../cluster/services/index.ts";
import { ownUnits, type Topology, volumeNames } from "../cluster/topology.ts";
import { defined } from "../defined.ts";
import type { Backend } from "../interfaces/backend.ts";
import type { ContainerEngine } from "../interfaces/engine.ts";
import type { ContainerFacts } from "../interfaces/engine-facts.ts";
import type { FileProbe } from "../interfaces/files.ts";
import type { PortProbe } from "../interfaces/host.ts";
import { candidatesFor, chooseImage, type ImageChoice } from "../plan/choose-image.ts";
import { configFile } from "../plan/config-file.ts";
import {
  allOwn,
  holderOfPort,
  holdsPorts,
  type Snapshot,
  sortContainers,
  type TakenPort,
} from "../plan/observed-state.ts";
import { trueStates } from "./true-state.ts";
import { withTrueVersions } from "./true-versions.ts";

export interface Observers {
  readonly engine: ContainerEngine;
  readonly backend: () => Promise<Pick<Backend, "configHashes">>;
  readonly probePort: PortProbe;
  readonly probeFile: FileProbe;
}

export interface Wanted {
  readonly values: Settings;
  /** Per setting, where its value came from. */
  readonly origins: Readonly<Record<string, string>>;
  readonly topology: Topology;
}

/** Looks at everything a plan depends on, side by side. */
export async function observe(
  { values: settings, origins, topology }: Wanted,
  { engine, backend, probePort, probeFile }: Observers,
): Promise<Snapshot> {
  const units = ownUnits(topology);
  const references = new Set(units.flatMap(({ service }) => candidatesFor(service, settings)));
  const [config, { all, sorted }, volumes, found] = await Promise.all([
    probeFile(configFile(settings)),
    lookAtContainers(engine, topology),
    engine.volumes(volumeNames(topology)),
    Promise.all([...references].map(async (reference) => [reference, (await engine.image(reference))?.id] as const)),
  ]);
  const present = new Map(found.filter((entry): entry is readonly [string, string] => entry[1] !== undefined));
  const images = new Map(
    units.map(({ name, service }) => [name, chooseImage(service, settings, origins, present)] as const),
  );
  const isFirst = sorted.containers.size === 0;
  const [configHashes, takenPorts, trueVolumes, networks] = await Promise.all([
    // Nothing of ours exists: there is nothing to compare, and a process less to start.
    isFirst ? {} : backend().then((made) => made.configHashes(referencesOf(images), wornHashes(sorted.containers))),
    findTakenPorts({ settings, topology }, all, sorted, probePort),
    withTrueVersions(engine, {
      ...{ topology, volumes, containers: sorted.containers },
      image: [...present.keys()][0],
    }),
    isFirst ? engine.networks() : [],
  ]);
  return {
    ...sorted,
    images,
    networks,
    volumes: trueVolumes,
    takenPorts,
    configHashes,
    isConfigMissing: config === "missing",
  };
}

async function lookAtContainers(
  engine: ContainerEngine,
  topology: Topology,
): Promise<{ readonly all: readonly ContainerFacts[]; readonly sorted: ReturnType<typeof sortContainers> }> {
  const all = await engine.containers("everybody");
  const listed = sortContainers(all, topology);
  return { all, sorted: { ...listed, containers: await trueStates(engine, listed.containers) } };
}

function referencesOf(images: ReadonlyMap<ServiceName, ImageChoice>): Readonly<Record<string, string>> {
  return Object.fromEntries([...images].map(([name, { reference }]) => [name, reference]));
}

function wornHashes(containers: Snapshot["containers"]): Readonly<Record<string, string>> {
  return Object.fromEntries([...containers].map(([service, { marks }]) => [service, marks.configHash ?? ""]));
}

/**
 * Tries the ports that no container of ours holds: the one that does either wants it still, or gives it up in this plan,
 * and two that want the same are no settings that can be used.
 */
async function findTakenPorts(
  { settings, topology }: { readonly settings: Settings; readonly topology: Topology },
  all: readonly ContainerFacts[],
  sorted: Pick<Snapshot, "containers" | "leftovers">,
  probePort: PortProbe,
): Promise<readonly TakenPort[]> {
  const own = allOwn(sorted);
  const needed = ownUnits(topology)
    .flatMap(({ name, ports }) =>
      ports.map((port) => ({
        service: name,
        setting: port.setting,
        port: Number(settings[port.setting]),
        address: bindAddressOf(settings, port),
      })),
    )
    .filter(({ port }) => !own.some((container) => holdsPort(container, port)));
  const answers = await Promise.all(needed.map(({ port, address }) => probePort(address, port)));
  return needed.flatMap((want, index): TakenPort[] => {
    const reason = answers[index];
    if (reason === undefined || reason === "free") return [];
    const holder = holderOfPort(all, want.port);
    return [{ ...want, reason, ...defined({ holder }) }];
  });
}

function holdsPort(container: ContainerFacts, port: number): boolean {
  return holdsPorts(container) && container.ports.some(({ hostPort }) => hostPort === port);
}
