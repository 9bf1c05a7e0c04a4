import { expect, test } from "vitest";
import { topologyOf } from "../../src/cluster/topology.ts";
import { stopOperations } from "../../src/plan/stop-operations.ts";
import { wholeCluster } from "../support/containers.ts";
import { testSettings } from "../support/settings.ts";

test("what receives what a store writes ends after it, which ends after the server", () => {
  const { values } = testSettings({ POSTGRES_WAL_ARCHIVE: "true" });
  const topology = topologyOf(values);
  const owned = wholeCluster({}, values, topology).map((container) => ({ service: container.name, container }));
  const operations = stopOperations(topology, owned);
  const before = (name: string): readonly string[] =>
    operations.find(({ id }) => id === `stop ${name}`)?.edges.map(({ after }) => after) ?? [];
  expect(before("temporal-wal-receiver")).toEqual(["stop temporal-postgres"]);
  expect(before("temporal-postgres")).toContain("stop temporal-server");
  expect(before("temporal-postgres")).not.toContain("stop temporal-wal-receiver");
});
