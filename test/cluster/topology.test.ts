import { describe, expect, test } from "vitest";
import { askedAfter, dependantsOf, startsAfter } from "../../src/cluster/graph.ts";
import type { Service } from "../../src/cluster/services/index.ts";
import { services, usualServices } from "../../src/cluster/services/index.ts";
import { ownerOf, publisherOf, type Topology, topologyOf, type Unit } from "../../src/cluster/topology.ts";
import {
  addon,
  servicesWith,
  withAddon,
  withExternalPostgres,
  withThreeServers,
} from "../support/invented-services.ts";
import { testSettings, testTopology, testUnit } from "../support/settings.ts";

const { values } = testSettings();
const namesOf = (units: readonly Unit[]): readonly string[] => units.map(({ name }) => name);
const namesBefore = (topology: Topology, name: string): readonly string[] =>
  namesOf(startsAfter(topology, testUnit(name, topology)).map((edge) => edge.unit));

describe("the topology of the settings", () => {
  test("has each unit after all that it depends on, however they are listed", () => {
    const { units } = topologyOf(values, services.toReversed());
    const usual = usualServices.map(({ name }) => name);
    for (const unit of units) {
      const before = units.slice(0, units.indexOf(unit));
      const needed = unit.service.dependsOn.map(({ service }) => service).filter((name) => usual.includes(name));
      expect(namesOf(before)).toEqual(expect.arrayContaining(needed));
    }
    expect(units).toHaveLength(usualServices.length);
  });

  test("has no unit of a service that is switched off, and nothing that waits for one", () => {
    const topology = topologyOf(values, servicesWith({ "temporal-schema": { isOn: () => false } }));
    expect(namesOf(topology.units)).not.toContain("temporal-schema");
    expect(namesBefore(topology, "temporal-server")).toEqual(["temporal-postgres", "temporal-elasticsearch"]);
  });

  test("has as many units as the settings ask for; the first has the service's name and its ports", () => {
    const servers = withThreeServers.units.filter(({ service }) => service.role === "server");
    expect(namesOf(servers)).toEqual(["temporal-server", "temporal-server-2", "temporal-server-3"]);
    expect(servers.map(({ ports }) => ports.length)).toEqual([1, 0, 0]);
    expect(servers.map(({ probe }) => probe !== undefined)).toEqual([true, false, false]);
  });

  test("gives each unit of a store a volume of its own", () => {
    const topology = topologyOf(values, servicesWith({ "temporal-postgres": { units: () => 2 } }));
    expect(topology.units.flatMap(({ volumes }) => volumes.map(({ name }) => name))).toEqual([
      "temporal-postgres-data",
      "temporal-postgres-data-2",
      "temporal-elasticsearch-data",
    ]);
  });

  test("refuses services that depend on each other in a circle, and names them", () => {
    const circular = servicesWith({
      "temporal-postgres": { dependsOn: [{ service: "temporal-web", condition: "started" }] },
    });
    expect(() => topologyOf(values, circular)).toThrow(
      "temporal-postgres → temporal-web → temporal-server → temporal-postgres",
    );
  });

  test("refuses a service that depends on one that does not exist", () => {
    const lost: Service = { ...addon, dependsOn: [{ service: "temporal-mysql", condition: "started" }] };
    expect(() => topologyOf(values, [...services, lost])).toThrow("depends on temporal-mysql, which does not exist");
  });
});

describe("the graph", () => {
  test("lets the server start after the stores and the job, and the Web UI at once", () => {
    const topology = testTopology();
    const before = ["temporal-postgres", "temporal-elasticsearch", "temporal-schema"];
    expect(namesBefore(topology, "temporal-server")).toEqual(before);
    expect(namesBefore(topology, "temporal-web")).toEqual([]);
    expect(namesOf(askedAfter(topology, testUnit("temporal-web")))).toEqual(["temporal-server"]);
  });

  test("has nothing wait for a store that is somewhere else", () => {
    expect(namesBefore(withExternalPostgres, "temporal-schema")).toEqual(["temporal-elasticsearch"]);
  });

  test("has all units of a service depend on what it depends on, and be depended on", () => {
    const dependants = dependantsOf(withThreeServers, testUnit("temporal-schema", withThreeServers));
    expect(namesOf(dependants)).toEqual(["temporal-server", "temporal-server-2", "temporal-server-3"]);
    expect(namesOf(askedAfter(withThreeServers, testUnit("temporal-web", withThreeServers)))).toHaveLength(3);
  });

  test("has nothing depend on an add-on that keeps data", () => {
    expect(dependantsOf(withAddon, testUnit(addon.name, withAddon))).toEqual([]);
  });
});

test("what a proxy publishes, nobody else does, and it stays the port of its service", () => {
  const topology = topologyOf(testSettings({ TEMPORAL_SECURITY: "tls" }).values);
  expect(testUnit("temporal-server", topology).ports).toEqual([]);
  expect(testUnit("temporal-web", topology).ports).toEqual([]);
  expect(testUnit("temporal-postgres", topology).ports).toEqual([]);
  expect(testUnit("temporal-postgres").ports).toHaveLength(1);
  expect(publisherOf(topology, "TEMPORAL_SERVER_PORT")?.name).toBe("temporal-gateway");
  expect(ownerOf(topology, "TEMPORAL_SERVER_PORT")?.name).toBe("temporal-server");
  expect(publisherOf(topologyOf(values), "TEMPORAL_WEB_PORT")?.name).toBe("temporal-web");
});
