import type { ServiceName } from "../../src/cluster/services/index.ts";
import { instanceName } from "../../src/cluster/settings/instance.ts";
import type { Topology } from "../../src/cluster/topology.ts";
import type { TemporalStartError } from "../../src/errors.ts";
import type { LogLine } from "../../src/interfaces/engine.ts";
import type {
  ContainerDetails,
  ContainerEnd,
  ContainerFacts,
  EngineInfo,
  NetworkFacts,
  VolumeFacts,
} from "../../src/interfaces/engine-facts.ts";
import type { LastBackup } from "../../src/interfaces/last-backup.ts";
import type { LockHolder } from "../../src/interfaces/lock.ts";
import type { RunResult } from "../../src/interfaces/processes.ts";
import type { ProbeOutcome } from "../../src/probes/probe.ts";
import { certificatesInMemory } from "./certificates-in-memory.ts";
import { configHashOf, containerOf, presentImages, wholeCluster } from "./containers.ts";
import { FakeClock } from "./fake-clock.ts";
import { fakeFileStore } from "./fake-file-store.ts";
import { FakeTemporal } from "./fake-temporal.ts";
import { type TestSettings, testSettings, testUnit } from "./settings.ts";
import { storesInMemory } from "./stores-in-memory.ts";
import { FakeHost, usualEngine } from "./usual-machine.ts";

/** An engine with our containers as plain state; fakes of the interfaces read and change it. */
export class FakeCluster {
  readonly clock = new FakeClock();
  readonly temporal = new FakeTemporal(this.clock);
  stores = storesInMemory([]);
  readonly fileStore = fakeFileStore();
  settings: TestSettings;
  readonly containers = new Map<string, ContainerFacts>();
  readonly startedAtMs = new Map<string, number>();
  /** Lists containers as Podman does. */
  isPodman = false;
  readonly restartCounts = new Map<string, number>();
  /** What an inspection tells of containers that are listed otherwise. */
  readonly trueStates = new Map<string, Pick<ContainerDetails, "state" | "exitCode">>();
  /** What else an inspection tells. */
  readonly details = new Map<string, Partial<ContainerDetails>>();
  readonly ends = new Map<ServiceName, readonly ContainerEnd[]>();
  readonly logLines = new Map<string, readonly LogLine[]>();
  /** What a container has of its own, by its name. */
  readonly writtenPaths = new Map<string, readonly string[]>();
  /** What an inspection tells beside name and id. */
  readonly inspections = new Map<string, object>();
  readonly images: Map<string, string>;
  /** What a registry has; a pull of anything else fails. */
  readonly pullable = new Set<string>();
  volumes: VolumeFacts[] = [];
  /** What PG_VERSION says in the volume of PostgreSQL; undefined where there is none, and its label counts. */
  dataVersion: string | undefined;
  networks: NetworkFacts[] = [];
  readonly host = new FakeHost();
  engineInfo: EngineInfo = usualEngine;
  /** What every question about the engine itself ends with. */
  engineFailure: TemporalStartError | undefined;
  imageArchitecture = "amd64";
  /** What a program answers, by its whole command line. */
  readonly programs = new Map<string, RunResult>([
    ["docker compose version --short", { exitCode: 0, stdout: "2.26.1\n", stderr: "" }],
  ]);
  isConfigMissing = false;
  dynamicConfig = "frontend.rps:\n  - value: 1200\n";
  readonly heldPorts = new Map<number, "taken" | "forbidden">();
  readonly faults = new Map<ServiceName, ProbeOutcome>();
  readonly configHashes: Record<string, string>;
  /** Names of the files that make the cluster. */
  sources: readonly string[] = ["compose.yml"];
  /** Services that the user's own compose file makes other than they would be. */
  changedByOverlay: readonly string[] = [];
  /** Services that answer although they have no container here. */
  readonly elsewhere = new Set<ServiceName>();
  /** Until when the health check of a unit has not passed, milliseconds since the epoch. */
  readonly unhealthyUntilMs = new Map<ServiceName, number>();
  /** How long a service needs after its container started, in milliseconds. */
  readyAfterMs = 2_000;
  schemaExitCode = 0;
  /** Why the engine refuses to act on a service's container. */
  readonly refusals = new Map<ServiceName, string>();
  /** Services that the kernel killed for lack of memory. */
  readonly outOfMemory = new Set<ServiceName>();
  /** Services that end with an error each time they start. */
  readonly crashing = new Set<ServiceName>();

  /** Who else changes the cluster just now. */
  lockHolder: LockHolder | undefined;
  lockFailure: Error | undefined;
  lockReleases = 0;
  /** What a start found in the place of taken ports. */
  keptPorts: Record<string, number> = {};
  lastBackup: LastBackup | undefined;
  portsFailure: Error | undefined;
  /** When the clients of the probes were loaded before the first question. */
  readonly preparedAtMs: number[] = [];
  prepareFailure: Error | undefined;

  /** @param topology another cluster than the one that the settings ask for */
  readonly certificates = certificatesInMemory().files;
  /** Each time that certificates were made sure of: how it was asked, and what there was then. */
  readonly secured: { readonly isInUse: boolean; readonly states: Readonly<Record<string, string>> }[] = [];

  constructor(flags: Readonly<Record<string, string>> = {}, topology?: Topology) {
    this.settings = testSettings(flags);
    if (topology !== undefined) this.settings = { ...this.settings, topology };
    this.images = presentImages("upstream", this.settings.values);
    this.configHashes = Object.fromEntries(this.settings.topology.units.map(({ name }) => [name, configHashOf(name)]));
    this.temporal.isUp = () => this.isReady("temporal-server");
  }

  /** As after an earlier start: every container well for an hour, the namespace there. */
  static running(flags: Readonly<Record<string, string>> = {}, topology?: Topology): FakeCluster {
    const cluster = new FakeCluster(flags, topology);
    for (const container of wholeCluster({}, cluster.settings.values, cluster.settings.topology)) {
      cluster.put(container);
      cluster.startedAtMs.set(container.name, cluster.clock.now() - 3_600_000);
    }
    cluster.temporal.add(cluster.settings.values.TEMPORAL_NAMESPACE);
    return cluster;
  }

  static stopped(): FakeCluster {
    const cluster = FakeCluster.running();
    for (const [name, one] of cluster.containers)
      cluster.containers.set(name, { ...one, state: "exited", exitCode: 0 });
    return cluster;
  }

  nameOf(service: ServiceName): string {
    return instanceName(this.settings.values.TEMPORAL_INSTANCE, service);
  }

  container(service: ServiceName): ContainerFacts | undefined {
    return this.containers.get(this.nameOf(service));
  }

  put(container: ContainerFacts): void {
    this.containers.set(container.name, container);
  }

  change(service: ServiceName, changes: Partial<ContainerFacts>): void {
    const container = this.container(service);
    if (container !== undefined) this.put({ ...container, ...changes });
  }

  isReady(service: ServiceName): boolean {
    if (this.elsewhere.has(service)) return true;
    const container = this.container(service);
    const startedAtMs = this.startedAtMs.get(this.nameOf(service)) ?? 0;
    return container?.state === "running" && this.clock.now() - startedAtMs >= this.readyAfterMs;
  }

  /** Creates what is missing or differs, as `docker compose up --no-start` does. */
  create(service: ServiceName, images: Readonly<Record<string, string>>): void {
    const { values, topology } = this.settings;
    const reference = images[service] ?? String(values[testUnit(service, topology).service.image.setting]);
    const id = this.images.get(reference);
    if (this.#isCurrent(service, id)) return;
    const image = { image: reference, ...(id === undefined ? {} : { imageId: id }) };
    const fresh = containerOf(service, { state: "created", ...image }, values, topology);
    this.put({ ...fresh, marks: { ...fresh.marks, configHash: this.configHashes[service] ?? "" } });
  }

  #isCurrent(service: ServiceName, imageId: string | undefined): boolean {
    const container = this.container(service);
    if (container === undefined || container.state === "dead") return false;
    return container.imageId === imageId && container.marks.configHash === this.configHashes[service];
  }

  start(service: ServiceName): void {
    const { values, topology } = this.settings;
    if (testUnit(service, topology).service.kind === "job") {
      this.startedAtMs.set(this.nameOf(service), this.clock.now());
      this.change(service, { state: "exited", exitCode: this.schemaExitCode });
      return;
    }
    if (this.crashing.has(service)) {
      this.change(service, { state: "restarting", exitCode: 1 });
      this.restartCounts.set(this.nameOf(service), 5);
      return;
    }
    const fresh = containerOf(service, {}, values, topology);
    const container = this.container(service) ?? fresh;
    const { health } = fresh;
    const { id, name, image, imageId, marks: worn, ports } = container;
    const isUp = { state: "running", ...(health === undefined ? {} : { health }) } as const;
    this.put({ id, name, image, imageId, marks: worn, ports, ...isUp });
    this.startedAtMs.set(container.name, this.clock.now());
  }

  states(): Readonly<Record<string, string>> {
    return Object.fromEntries([...this.containers.values()].map(({ name, state }) => [name, state]));
  }
}
