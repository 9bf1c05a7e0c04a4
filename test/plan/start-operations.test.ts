import { expect, test } from "vitest";
import { type Service, services } from "../../src/cluster/services/index.ts";
import { type Topology, topologyOf } from "../../src/cluster/topology.ts";
import { formatOperations } from "../../src/plan/format-operations.ts";
import { planStart } from "../../src/plan/plan.ts";
import { startOperations } from "../../src/plan/start-operations.ts";
import { imagesFrom, snapshotOf, wholeCluster } from "../support/containers.ts";
import { addon, withExternalPostgres, withThreeServers } from "../support/invented-services.ts";
import { testSettings, testTopology } from "../support/settings.ts";

function linesOf(snapshot: ReturnType<typeof snapshotOf>, topology: Topology = testTopology()): readonly string[] {
  const plan = planStart({ settings: testSettings().values, topology, snapshot });
  return formatOperations(startOperations(plan));
}

test("a first start pulls, makes all containers at once, and starts each when what it depends on is so far", () => {
  expect(linesOf(snapshotOf([], { images: imagesFrom(new Map()) }))).toEqual([
    " 1  pull postgres:15.4-bookworm",
    " 2  pull docker.elastic.co/elasticsearch/elasticsearch:7.17.9",
    " 3  pull temporalio/admin-tools:1.22.0",
    " 4  pull temporalio/server:1.22.0",
    " 5  pull temporalio/ui:2.21.3",
    " 6  create all containers         after 1, 2, 3, 4, 5",
    " 7  start temporal-postgres       after 6",
    " 8  start temporal-elasticsearch  after 6",
    " 9  run temporal-schema           after 6, 7, 8",
    '10  start temporal-server         after 6, 7, 8, 9 "postgres: databases are ready"',
    "11  start temporal-web            after 6, 7, 8",
    "12  start temporal-cli            after 6, 7, 8",
  ]);
});

test("a cluster that is well needs no operation", () => {
  expect(linesOf(snapshotOf(wholeCluster()))).toEqual([]);
});

test("a store that is replaced is stopped after the server, and both start again after the job", () => {
  const lines = linesOf(snapshotOf(wholeCluster({ "temporal-postgres": { imageId: "sha256:older" } })));
  expect(lines).toEqual([
    "1  stop temporal-postgres   after the end of 2",
    "2  stop temporal-server",
    "3  create all containers    after 1, 2",
    "4  start temporal-postgres  after 3",
    "5  run temporal-schema      after 3, 4",
    '6  start temporal-server    after 3, 4, 5 "postgres: databases are ready"',
  ]);
});

test("nothing waits for a store that is somewhere else", () => {
  const lines = linesOf(snapshotOf([]), withExternalPostgres);
  expect(lines.filter((line) => line.includes("temporal-postgres"))).toEqual([]);
  expect(lines.find((line) => line.includes("run temporal-schema"))).toMatch(/after 1, 2$/);
});

test("each of three servers waits for the job by itself", () => {
  const lines = linesOf(snapshotOf([]), withThreeServers).filter((line) => line.includes("start temporal-server"));
  expect(lines).toHaveLength(3);
  for (const line of lines) expect(line).toContain('"postgres: databases are ready"');
});

test("a store that waits for a job of another service is started after it, and not the other way round", () => {
  const certificates: Service = { ...addon, name: "temporal-certificates", kind: "job", volumes: [] };
  const topology = topologyOf(testSettings().values, [
    { ...certificates, dependsOn: [] },
    ...services.map((service) =>
      service.name === "temporal-postgres"
        ? { ...service, dependsOn: [{ service: "temporal-certificates", condition: "completed" } as const] }
        : service,
    ),
  ]);
  expect(linesOf(snapshotOf([]), topology).slice(1, 4)).toEqual([
    "2  run temporal-certificates     after 1, 4",
    "3  start temporal-postgres       after 1, 2",
    "4  start temporal-elasticsearch  after 1",
  ]);
});
