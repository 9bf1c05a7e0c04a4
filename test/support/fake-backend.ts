import { createComposeBackend } from "../../src/backends/compose/compose-backend.ts";
import type { Compose } from "../../src/backends/compose/compose-cli.ts";
import type { EngineControl } from "../../src/backends/compose/engine/engine-control.ts";
import type { ServiceName } from "../../src/cluster/services/index.ts";
import { ownUnits } from "../../src/cluster/topology.ts";
import type { Backend } from "../../src/interfaces/backend.ts";
import type { ProcessRunner, RunResult } from "../../src/interfaces/processes.ts";
import type { FakeCluster } from "./fake-cluster.ts";
import { done, failed, fakeEngine, fakeProcesses } from "./fake-runtime.ts";

/** `docker compose` on the cluster; services stop and start in no time, and are ready a little later. */
export function fakeCompose(cluster: FakeCluster, images: Readonly<Record<string, string>>): Compose {
  const unitNames = ownUnits(cluster.settings.topology).map(({ name }) => name);
  const named = (args: readonly string[]): readonly ServiceName[] => {
    const found = unitNames.filter((name) => args.includes(name));
    return found.length > 0 ? found : unitNames;
  };
  const existing = (): readonly ServiceName[] =>
    unitNames.filter((service) => cluster.container(service) !== undefined);
  const commands: Readonly<Record<string, (args: readonly string[]) => RunResult>> = {
    up(args) {
      for (const service of named(args)) cluster.create(service, images);
      return done;
    },
    down(args) {
      for (const service of existing()) cluster.containers.delete(cluster.nameOf(service));
      if (args.includes("--volumes")) cluster.volumes = [];
      return done;
    },
  };
  return {
    configHashes: async () => cluster.configHashes,
    changedByOverlay: async () => cluster.changedByOverlay,
    async run([command = "", ...args], { signal } = {}) {
      await cluster.clock.sleep(10, signal);
      return commands[command]?.(args) ?? failed(`unknown docker command: "compose ${command}"`);
    },
  };
}

/** The real backend on the fake engine and the fake Compose. */
export function fakeBackend(
  cluster: FakeCluster,
  engine: EngineControl = fakeEngine(cluster),
  processes: ProcessRunner = fakeProcesses(cluster),
): Backend {
  const { instance } = cluster.settings.topology;
  const compose = (images: Readonly<Record<string, string>>): Compose => fakeCompose(cluster, images);
  return createComposeBackend({
    engine,
    compose,
    clock: cluster.clock,
    processes,
    instance,
    storeNetwork: "temporal-network",
    environment: {},
    files: () => cluster.sources,
  });
}
