import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { parse } from "yaml";
import type { EngineControl } from "../../src/backends/compose/engine/engine-control.ts";
import { openComposeBackend } from "../../src/backends/compose/open-compose-backend.ts";
import { type Service, services } from "../../src/cluster/services/index.ts";
import { ownUnits, type Topology, topologyOf } from "../../src/cluster/topology.ts";
import { systemClock } from "../../src/host/clock.ts";
import { createProcessRunner } from "../../src/host/process.ts";
import type { Backend } from "../../src/interfaces/backend.ts";
import { sortedContainers } from "../../src/observe/own-containers.ts";
import { volumesWithData } from "../../src/observe/volumes-with-data.ts";
import { removeCluster } from "../../src/start/remove-cluster.ts";
import type { ComposeService } from "../agreement/compose-file.ts";
import { engineAt } from "../support/engine-at.ts";
import { addon, servicesWith } from "../support/invented-services.ts";
import { testSettings } from "../support/settings.ts";
import { clusterOf } from "./support/cluster.ts";
import { docker, ownedBy } from "./support/docker.ts";
import { freeInstance } from "./support/free-instance.ts";
import { projectFolder } from "./support/program.ts";

const instance = await freeInstance(`${inject("clusterRun").name}-others`);
const folder = join(inject("clusterRun").folder, "others");
const named = (name: string): string => `temporal-${instance}-${name}`;
const own = ["cli", "cli-2", "cli-3", "dashboards"].map(named);

const addonFile = `
services:
  temporal-dashboards:
    image: \${TEMPORAL_CLI_IMAGE}
    container_name: ${named("dashboards")}
    labels: { io.temporal-start.instance: ${instance}, io.temporal-start.service: temporal-dashboards }
    stop_grace_period: 1s
    volumes: ["dashboards:/data"]
volumes:
  dashboards: { name: ${named("dashboards-data")}, labels: { io.temporal-start.instance: ${instance} } }
`;
const unitFile = (unit: string): string => `
services:
  temporal-${unit}:
    extends: { file: compose.yml, service: temporal-cli }
    container_name: ${named(unit)}
`;
/** What publishes ports must not share them with the first, and what may be somewhere else is nothing to wait for. */
const secondServer = `
services:
  temporal-server-2:
    extends: { file: compose.yml, service: temporal-server }
    container_name: ${named("server-2")}
    ports: !override []
    depends_on: !override { temporal-schema: { condition: service_completed_successfully } }
`;
const withoutPostgres = `
services:
  temporal-postgres: { profiles: [away] }
  temporal-schema: { depends_on: !override { temporal-elasticsearch: { condition: service_started } } }
  temporal-server:
    depends_on: !override
      temporal-elasticsearch: { condition: service_started }
      temporal-schema: { condition: service_completed_successfully }
`;
const away = ({ name }: Service): string => `services: { ${name}: { profiles: [away] } }\n`;

/** Three units of the CLI, and an add-on with a volume; all else is switched off. */
const threeClis = services.map(
  (service): Service =>
    service.name === "temporal-cli" ? { ...service, dependsOn: [], units: () => 3 } : { ...service, isOn: () => false },
);
const { values } = testSettings({ TEMPORAL_INSTANCE: instance });
const withAddon: Topology = topologyOf(values, [...threeClis, { ...addon, dependsOn: [] }]);
const withoutAddon: Topology = topologyOf(values, threeClis);

describe("A cluster of other services than the usual ones", () => {
  let engine: EngineControl;
  const backendFor = (topology: Topology): Backend =>
    openComposeBackend({
      ...{ engine, clock: systemClock, processes: createProcessRunner(), environment: process.env },
      cluster: { values: { ...values, TEMPORAL_CLI_IMAGE: image }, topology },
      folder: join(folder, "compose"),
      memoryFile: join(folder, "hashes.json"),
    });
  const image = threeClis.find(({ name }) => name === "temporal-cli")?.image.local ?? "";
  const course = { onPoint: () => undefined, onBytes: () => undefined, onNote: () => undefined };
  const namesOf = (topology: Topology): readonly string[] => ownUnits(topology).map(({ name }) => name);

  beforeAll(async () => {
    const address = await docker("context", "inspect", "--format", "{{.Endpoints.docker.Host}}");
    engine = engineAt(process.env.DOCKER_HOST ?? address);
    cpSync(join(projectFolder, "compose"), join(folder, "compose"), { recursive: true });
    cpSync(join(projectFolder, "temporal-config"), join(folder, "temporal-config"), { recursive: true });
    const files: Record<string, string> = {
      "temporal-dashboards.yml": addonFile,
      "temporal-cli-2.yml": unitFile("cli-2"),
      "temporal-cli-3.yml": unitFile("cli-3"),
      ...Object.fromEntries(
        services.filter(({ name }) => name !== "temporal-cli").map((one) => [`without-${one.name}.yml`, away(one)]),
      ),
    };
    files["temporal-server-2.yml"] = secondServer;
    files["without-temporal-postgres.yml"] = withoutPostgres;
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, "compose", name), text);
  });
  afterAll(() => clusterOf(instance).remove());

  it("is made of its own files, and nothing else is made", async () => {
    const backend = backendFor(withAddon);
    await backend.perform({ kind: "create", units: namesOf(withAddon), images: {} }, course);
    expect(await ownedBy(instance, "container")).toEqual(own);
    expect(await ownedBy(instance, "volume")).toEqual(expect.arrayContaining([named("dashboards-data")]));
    expect(Object.keys(await backend.configHashes({}, {})).toSorted()).toEqual([...namesOf(withAddon)].toSorted());
  });

  it("has each unit started by its own name, with the hash by which the next start knows it", async () => {
    const backend = backendFor(withAddon);
    for (const unit of namesOf(withAddon)) {
      const name = unit.replace("temporal", `temporal-${instance}`);
      await backend.perform({ kind: "start", unit, name, container: name }, course);
    }
    const { containers, leftovers } = await sortedContainers(engine, withAddon);
    expect([...containers].map(([unit, { state }]) => [unit, state]).toSorted()).toEqual(
      namesOf(withAddon)
        .map((unit) => [unit, "running"])
        .toSorted(),
    );
    expect(leftovers).toEqual([]);
    const hashes = await backend.configHashes({}, {});
    for (const [unit, { marks }] of containers) expect(marks.configHash).toBe(hashes[unit]);
  });

  it("may have its database somewhere else, and two servers of which the first is published", async () => {
    const usual = servicesWith({
      "temporal-postgres": { isExternal: () => true },
      "temporal-server": { units: () => 2 },
    });
    const topology = topologyOf(values, usual);
    const read = await backendFor(topology).configuration(new AbortController().signal);
    const { services: found } = parse(read) as { readonly services: Readonly<Record<string, ComposeService>> };
    expect(Object.keys(found).toSorted()).toEqual([...namesOf(topology)].toSorted());
    expect(found["temporal-server"]?.ports).toHaveLength(1);
    expect(found["temporal-server-2"]?.ports ?? []).toEqual([]);
  });

  it("loses what was switched off when it goes down, and keeps its data until a reset, which finds it", async () => {
    const backend = backendFor(withoutAddon);
    const quiet = { onNote: () => undefined, signal: new AbortController().signal };
    expect((await sortedContainers(engine, withoutAddon)).leftovers.map(({ container }) => container.name)).toEqual([
      named("dashboards"),
    ]);
    await removeCluster({ engine, backend }, withoutAddon, [], quiet);
    expect(await ownedBy(instance, "container")).toEqual([]);
    expect(await volumesWithData(engine, withoutAddon)).toContain(named("dashboards-data"));
    await removeCluster({ engine, backend }, withoutAddon, await volumesWithData(engine, withoutAddon), quiet);
    expect([await ownedBy(instance, "volume"), await ownedBy(instance, "network")]).toEqual([[], []]);
  });
});
