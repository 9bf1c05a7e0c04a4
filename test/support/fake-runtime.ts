import { finished } from "node:stream/promises";
import type { ContainerAction, EngineControl } from "../../src/backends/compose/engine/engine-control.ts";
import type { ServiceName } from "../../src/cluster/services/index.ts";
import { TemporalStartError } from "../../src/errors.ts";
import type { ContainerFacts, NetworkFacts, VolumeFacts } from "../../src/interfaces/engine-facts.ts";
import type { PortProbe } from "../../src/interfaces/host.ts";
import type { ProcessRunner, RunResult } from "../../src/interfaces/processes.ts";
import { imageIdOf } from "./containers.ts";
import type { FakeCluster } from "./fake-cluster.ts";
import { noDial } from "./no-dial.ts";
import { belongsTo } from "./whose.ts";

export const done: RunResult = { exitCode: 0, stdout: "", stderr: "" };
export const failed = (stderr: string): RunResult => ({ exitCode: 1, stdout: "", stderr });

export function fakeEngine(cluster: FakeCluster): EngineControl {
  return {
    endpoint: { address: "unix:///var/run/docker.sock", chosenBy: "default socket" },
    async info() {
      if (cluster.engineFailure !== undefined) throw cluster.engineFailure;
      return { systemTimeMs: cluster.clock.now(), ...cluster.engineInfo };
    },
    async requireEntry() {
      if (cluster.engineFailure !== undefined) throw cluster.engineFailure;
    },
    networks: async () => cluster.networks,
    dial: noDial,
    async containers(whose) {
      const late = [...cluster.unhealthyUntilMs].flatMap(([unit, untilMs]) =>
        cluster.clock.now() < untilMs ? cluster.nameOf(unit) : [],
      );
      return [...cluster.containers.values()]
        .filter(({ marks }) => belongsTo(marks, whose))
        .map((one) => (late.includes(one.name) && one.health !== undefined ? { ...one, health: "starting" } : one));
    },
    async containerDetails(id) {
      const container = containerNamed(cluster, id);
      if (container === undefined) return undefined;
      const startedAtMs = cluster.startedAtMs.get(container.name);
      return {
        ...(startedAtMs === undefined ? {} : { startedAtMs }),
        ...cluster.trueStates.get(container.name),
        ...cluster.details.get(container.name),
        restartCount: cluster.restartCounts.get(container.name) ?? 0,
        outOfMemory: [...cluster.outOfMemory].some((service) => cluster.nameOf(service) === container.name),
      };
    },
    memoryUsedBytes: async () => undefined,
    async recentEnds(ids) {
      return ids.flatMap((id) => cluster.ends.get(serviceOf(cluster, id)) ?? []);
    },
    async inspect(id) {
      const container = containerNamed(cluster, id);
      return { Id: id, Name: `/${container?.name ?? ""}`, ...cluster.inspections.get(container?.name ?? "") };
    },
    async image(reference) {
      const id = cluster.images.get(reference);
      return id === undefined
        ? undefined
        : { id, sizeBytes: 100_000_000, architecture: cluster.imageArchitecture, exposedPorts: [] };
    },
    async pull(reference, { onBytes, signal }) {
      await cluster.clock.sleep(100, signal);
      if (!cluster.pullable.has(reference)) throw refusal(`manifest for ${reference} not found`);
      onBytes?.({ doneBytes: 1_000_000, unpackedBytes: 0, totalBytes: 1_000_000, isTotalKnown: true });
      cluster.images.set(reference, imageIdOf(reference));
    },
    async volumes(names) {
      return cluster.volumes.filter(({ name }) => names.includes(name));
    },
    async readText() {
      return cluster.dataVersion;
    },
    async readVolumeText() {
      return cluster.dataVersion;
    },
    async writtenPaths(id) {
      return cluster.writtenPaths.get(containerNamed(cluster, id)?.name ?? "") ?? [];
    },
    async volumesOf(whose) {
      return cluster.volumes.filter(({ marks }) => belongsTo(marks, whose));
    },
    async *logs(id, { tail, sinceSeconds = 0, untilSeconds = Number.POSITIVE_INFINITY }) {
      const container = containerNamed(cluster, id);
      const all = cluster.logLines.get(container?.name ?? "") ?? [];
      const last = tail === undefined ? all : tail === 0 ? [] : all.slice(-tail);
      const shown = last.filter(({ time }) => {
        const ms = Date.parse(time);
        return ms >= sinceSeconds * 1000 && ms <= untilSeconds * 1000;
      });
      if (shown.length > 0) yield shown;
    },
    async act(action, id) {
      await cluster.clock.sleep(10);
      const service = serviceOf(cluster, id);
      const reason = cluster.refusals.get(service);
      if (reason !== undefined) throw refusal(reason);
      actions[action](cluster, service);
    },
    // Its stops are answered at once.
    async *deaths() {},
    async remove(what, name) {
      if (what === "container") cluster.containers.delete(name);
      if (what === "network") cluster.networks = cluster.networks.filter((network) => network.name !== name);
      if (what === "volume") cluster.volumes = cluster.volumes.filter((volume) => volume.name !== name);
    },
    async objects(whose) {
      const namesIn = (all: Iterable<ContainerFacts | VolumeFacts | NetworkFacts>): readonly string[] =>
        [...all].filter(({ marks }) => belongsTo(marks, whose)).map(({ name }) => name);
      return {
        container: namesIn(cluster.containers.values()),
        network: namesIn(cluster.networks),
        volume: namesIn(cluster.volumes),
      };
    },
    async waitForExit(id, signal) {
      await cluster.clock.sleep(500, signal);
      // The only job is the schema set-up.
      await cluster.stores.makeIndex();
      return cluster.container(serviceOf(cluster, id))?.exitCode ?? 0;
    },
  };
}

/** By its id or its name, as the engine takes either. */
function containerNamed(cluster: FakeCluster, idOrName: string): ContainerFacts | undefined {
  return [...cluster.containers.values()].find(({ id, name }) => id === idOrName || name === idOrName);
}

function serviceOf(cluster: FakeCluster, idOrName: string): ServiceName {
  const container = containerNamed(cluster, idOrName);
  const found = cluster.settings.topology.units.find(({ name }) => cluster.container(name) === container);
  // Where the settings ask for it no more, only its name is left.
  if (container !== undefined) return found?.name ?? container.name;
  const cause = Object.assign(new Error(`No such container: ${idOrName}`), { statusCode: 404 });
  throw new TemporalStartError({ code: "ENGINE_FAILED", category: "engine", message: cause.message, cause });
}

const actions: Readonly<Record<ContainerAction, (cluster: FakeCluster, service: ServiceName) => void>> = {
  start(cluster, service) {
    if (cluster.container(service)?.state !== "running") cluster.start(service);
  },
  stop(cluster, service) {
    if (cluster.container(service)?.state === "paused") throw refusal("cannot stop a paused container");
    cluster.change(service, { state: "exited", exitCode: 0 });
  },
  end(cluster, service) {
    cluster.change(service, { state: "exited", exitCode: 137 });
  },
  restart: (cluster, service) => {
    cluster.start(service);
  },
  unpause: (cluster, service) => {
    cluster.change(service, { state: "running" });
  },
};

function refusal(message: string): TemporalStartError {
  return new TemporalStartError({ code: "ENGINE_FAILED", category: "engine", message, cause: new Error(message) });
}

/** Knows no program, but the exit code of each command that is run in a container. */
export function fakeProcesses(cluster: FakeCluster, exitCodeInContainer = 0): ProcessRunner {
  return {
    async run(command, args, { signal } = {}) {
      await cluster.clock.sleep(100, signal);
      const answer = cluster.programs.get([command, ...args].join(" "));
      return answer ?? failed(`${command}: not found`);
    },
    async pipe(_, args, { stdin, stdout, onError }) {
      onError("temporal-start began 1\n");
      for await (const _read of stdin ?? []);
      // The change of places of a restore.
      if (args.join(" ").includes('mv "$stage/PG_VERSION"')) cluster.stores.takeRestored(args.at(-1) ?? "");
      stdout.end(answerOf(args));
      await finished(stdout);
      return 0;
    },
    inherit: async () => exitCodeInContainer,
    launch: async (command) => {
      throw new Error(`No test starts ${command} through this fake.`);
    },
  };
}

export const fakePortProbe =
  (cluster: FakeCluster): PortProbe =>
  async (_address, port) =>
    cluster.heldPorts.get(port) ?? "free";

/** What a command in a container writes to stdout. */
function answerOf(args: readonly string[]): string {
  const words = args.join(" ");
  if (words.includes("pg_basebackup")) return "a base backup";
  // What a restore has kept: of which version it is, and for how many seconds.
  if (words.includes('PG_VERSION" 2>/dev/null')) return "15";
  if (words.includes("pgsql_tmp.before-*/.whole")) return "60";
  return words.includes("psql") ? '{"executions":0,"open":0}' : "";
}
