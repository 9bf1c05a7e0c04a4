import { existsSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { labelled } from "../../src/backends/compose/labels.ts";
import { startsAfter } from "../../src/cluster/graph.ts";
import { services, settingsShape } from "../../src/cluster/services/index.ts";
import { instanceLabel, instanceName, instancePrefix } from "../../src/cluster/settings/instance.ts";
import { projectFolder } from "../support/in-process.ts";
import { testLastingUnits, testTopology, testUnitNames } from "../support/settings.ts";
import { type ComposeFile, readComposeFile, variablesIn, withDefaults, withInstance } from "./compose-file.ts";

let file: ComposeFile;

beforeAll(async () => {
  file = await readComposeFile();
});

/** Settings that are no variables of compose.yml, each with the reason. */
const outsideCompose = new Map([
  ["TEMPORAL_NAMESPACE_RETENTION", "belongs to a namespace, which is made through the server's API"],
  ["TEMPORAL_SECURITY", "lays a file over this one"],
  ...["TEMPORAL_OIDC_ISSUER", "TEMPORAL_OIDC_CLIENT_ID", "TEMPORAL_OIDC_CLAIM"].map(
    (name) => [name, "is of the file for a provider of identities, which is laid over this one"] as const,
  ),
  ...["TEMPORAL_OIDC_CLIENT_SECRET_FILE", "TEMPORAL_PROVIDER_CA_FILE", "TEMPORAL_JWT_KEYS"].map(
    (name) => [name, "is copied to, or fetched for, what containers mount"] as const,
  ),
  ["TEMPORAL_EXPOSE", "is asked for before a start, and docker compose asks nothing"],
  ["TEMPORAL_COMPOSE_OVERRIDE", "names a file that is laid over this one"],
  ["POSTGRES_WAL_ARCHIVE", "lays the file of the receiver over this one"],
  ["TEMPORAL_NAMESPACES", "are made through the server's API"],
  ["TEMPORAL_SEARCH_ATTRIBUTES", "are added through the server's API"],
  ["TEMPORAL_SAMPLE_ATTRIBUTES", "are added through the server's API"],
  ["TEMPORAL_INSTANCE", "stands there as a part of names, where its default is nothing"],
]);

/** What the program works out of the settings; by hand they are empty. */
const computed = ["TEMPORAL_NAMES", "TEMPORAL_SECURED_ORIGINS", "TEMPORAL_PASSWORD_MARK"];

const instances = ["", "blue"];

test("what stands by its side is in the folder of the file", () => {
  const sources = Object.values(file.services)
    .flatMap(({ volumes = [] }) => volumes.map((mount) => (typeof mount === "string" ? mount : mount.source)))
    .filter((source) => source.startsWith("./"));
  expect(sources).not.toEqual([]);
  for (const source of sources) expect(existsSync(join(projectFolder, "compose", source)), source).toBe(true);
});

test("compose lets each service wait for just those that the topology has before it", () => {
  const topology = testTopology();
  for (const unit of topology.units) {
    const before = startsAfter(topology, unit).map((edge) => edge.unit.name);
    expect(Object.keys(file.services[unit.name]?.depends_on ?? {}).toSorted(), unit.name).toEqual(before.toSorted());
  }
});

test("compose has exactly the services of the program", () => {
  expect(Object.keys(file.services).toSorted()).toEqual(services.map(({ name }) => name).toSorted());
});

test("a service that may be somewhere else has the file by which compose leaves it out", () => {
  const leaving = services
    .filter(({ isExternal }) => isExternal !== undefined)
    .map(({ name }) => `without-${name}.yml`);
  const present = readdirSync(join(projectFolder, "compose")).filter((name) => name.startsWith("without-"));
  expect(present.toSorted()).toEqual(leaving.toSorted());
});

describe.each(services.map((service) => [service.name, service] as const))("%s", (name, service) => {
  test.each(instances)("has its container's name in the instance %j", (instance) => {
    expect(withInstance(file.services[name]?.container_name ?? "", instance)).toBe(instanceName(instance, name));
  });

  test.each(instances)("wears the labels by which the program finds it in the instance %j", (instance) => {
    const worn = Object.entries(file.services[name]?.labels ?? {}).map(([key, text]) => [
      key,
      withInstance(text, instance),
    ]);
    expect(Object.fromEntries(worn)).toMatchObject({
      [labelled("instance")]: instanceLabel(instance),
      [labelled("service")]: name,
    });
  });

  test("takes its image from its setting", () => {
    expect(file.services[name]?.image).toBe(
      `\${${service.image.setting}:-${settingsShape[service.image.setting].defaultValue}}`,
    );
  });

  test("publishes its ports on the bind address", () => {
    const published = service.ports.map(
      ({ setting, address, containerPort }) =>
        `\${${address}:-\${TEMPORAL_BIND_ADDRESS:-127.0.0.1}}:\${${setting}:-${settingsShape[setting].defaultValue}}:${String(containerPort)}`,
    );
    expect(file.services[name]?.ports ?? []).toEqual(published);
  });

  test("keeps its data in its volumes", () => {
    const mounted = (file.services[name]?.volumes ?? [])
      .filter((mount) => typeof mount === "string")
      .map((mount) => file.volumes[mount.split(":")[0] ?? ""]?.name ?? "");
    expect(mounted.map((text) => withInstance(text, "blue"))).toEqual(
      service.volumes.map((volume) => instanceName("blue", volume.name)),
    );
  });

  test(service.kind === "job" ? "runs once" : "comes back after it failed", () => {
    expect(file.services[name]?.restart).toBe(service.kind === "job" ? "no" : "unless-stopped");
  });
});

describe("names that the whole machine shares", () => {
  test.each(instances)("the project in the instance %j", (instance) => {
    expect(withInstance(file.name, instance)).toBe(instancePrefix(instance));
  });

  test.each(instances)("the network in the instance %j", (instance) => {
    const networks = Object.values(file.networks).map(({ name }) => withInstance(name, instance));
    expect(networks).toEqual([instanceName(instance, "temporal-network")]);
  });

  test.each(instances)("volumes and network wear the label of the instance %j", (instance) => {
    const worn = [...Object.values(file.volumes), ...Object.values(file.networks)].map((object) =>
      withInstance(object.labels[labelled("instance")] ?? "", instance),
    );
    expect(new Set(worn)).toEqual(new Set([instanceLabel(instance)]));
  });

  test("volumes carry the version of their data, or none", () => {
    const versions = services.flatMap(({ volumes }) => volumes.map(({ name, dataVersion }) => [name, dataVersion]));
    const written = Object.values(file.volumes)
      .map((volume) => [withInstance(volume.name, ""), volume.labels[labelled("dataVersion")]] as const)
      .filter(([, version]) => version !== undefined);
    expect(versions).toEqual(expect.arrayContaining(written.map(([name, version]) => [name, version])));
  });
});

describe("variables", () => {
  test("of compose are settings, with the same default", () => {
    const wrong = variablesIn(file)
      .filter(({ name }) => !computed.includes(name))
      .filter(({ name, defaultValue }) => settingsShape[name]?.defaultValue !== defaultValue)
      .map(({ name, defaultValue }) => `${name}: ${String(defaultValue)}`);
    expect([...new Set(wrong)]).toEqual([]);
  });

  test("there is one for every setting, except where a reason is given", () => {
    const used = new Set(variablesIn(file).map(({ name }) => name));
    const unused = Object.keys(settingsShape).filter((key) => !used.has(key));
    expect(unused.toSorted()).toEqual([...outsideCompose.keys()].toSorted());
  });
});

test("the contract's names and ports come out of the defaults", () => {
  const published = testLastingUnits.map(({ name }) => [
    withInstance(file.services[name]?.container_name ?? "", ""),
    (file.services[name]?.ports ?? []).map(withDefaults),
  ]);
  expect(published).toEqual([
    ["temporal-postgres", ["127.0.0.1:5433:5432"]],
    ["temporal-elasticsearch", ["127.0.0.1:9200:9200"]],
    ["temporal-server", ["127.0.0.1:7233:7233"]],
    ["temporal-web", ["127.0.0.1:8088:8080"]],
    ["temporal-cli", []],
  ]);
  expect(Object.values(file.volumes).map(({ name }) => withInstance(name, ""))).toEqual(
    expect.arrayContaining(["temporal-postgres-data", "temporal-elasticsearch-data"]),
  );
});

const milestones = services.flatMap(({ dependsOn }) =>
  dependsOn.flatMap(({ service: job, condition }) =>
    typeof condition === "object" ? [{ job, milestone: condition.milestone }] : [],
  ),
);

test.each(milestones)("the job $job says its milestone, $milestone", async ({ job, milestone }) => {
  const [store, words] = milestone.split(": ");
  const script = await readFile(join(projectFolder, "compose", "schema", `${String(store)}.sh`), "utf8");
  expect(testUnitNames).toContain(job);
  expect(script).toContain(`say "${String(words)}"`);
});
