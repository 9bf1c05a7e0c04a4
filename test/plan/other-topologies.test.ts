import { describe, expect, test } from "vitest";
import { ownUnits, type Topology } from "../../src/cluster/topology.ts";
import type { ContainerFacts, VolumeFacts } from "../../src/interfaces/engine-facts.ts";
import { sortContainers } from "../../src/plan/observed-state.ts";
import { planStart } from "../../src/plan/plan.ts";
import { configHashOf, imagesFrom, presentImages, snapshotOf, volume, wholeCluster } from "../support/containers.ts";
import { addon, withAddon, withExternalPostgres, withThreeServers } from "../support/invented-services.ts";
import { decisionsOf } from "../support/plan-text.ts";
import { testSettings } from "../support/settings.ts";

const dataVolumes = [volume("temporal-postgres-data"), volume("temporal-elasticsearch-data")];

/** What a start would change, as lines of its plan. */
function changesOf(
  topology: Topology,
  containers: readonly ContainerFacts[],
  volumes: readonly VolumeFacts[] = dataVolumes,
): readonly string[] {
  const settings = { ...testSettings(), topology };
  const snapshot = snapshotOf([], {
    ...sortContainers(containers, topology),
    volumes,
    images: imagesFrom(presentImages("upstream"), settings),
    configHashes: Object.fromEntries(ownUnits(topology).map(({ name }) => [name, configHashOf(name)])),
  });
  return decisionsOf(planStart({ settings: settings.values, topology, snapshot }))
    .split("\n")
    .slice(1)
    .map((line) => line.trim().replace(/ {2,}/g, " | "))
    .filter((line) => line !== "" && !/^(?:ensure|keep)/.test(line));
}

const whole = (topology: Topology, changes: Parameters<typeof wholeCluster>[0] = {}): ContainerFacts[] =>
  wholeCluster(changes, testSettings().values, topology);

describe("an add-on that keeps data", () => {
  test("is no store: when it is dead, it alone is made anew", () => {
    const containers = whole(withAddon, { [addon.name]: { state: "dead" } });
    expect(changesOf(withAddon, containers)).toEqual([`recreate | ${addon.name} | dead`]);
  });

  test("is made alone when it is switched on, and its empty volume calls for no schema", () => {
    expect(changesOf(withAddon, whole(withAddon, { [addon.name]: undefined }))).toEqual([
      `create | ${addon.name} | not there`,
    ]);
  });

  test("is removed when it is switched off, and nothing else is touched", () => {
    const { topology } = testSettings();
    expect(changesOf(topology, whole(withAddon))).toEqual([`remove | ${addon.name} | no part of the cluster any more`]);
  });
});

describe("a store that is somewhere else", () => {
  test("has no step, and the job and the server are made all the same", () => {
    expect(changesOf(withExternalPostgres, [], [])).toEqual([
      "create | temporal-elasticsearch | not there",
      "run | temporal-schema | before temporal-server starts",
      "create | temporal-server | not there",
      "create | temporal-web | not there",
      "create | temporal-cli | not there",
    ]);
  });

  test("is not missed while all else is well", () => {
    expect(changesOf(withExternalPostgres, whole(withExternalPostgres))).toEqual([]);
  });
});

describe("three units of a service", () => {
  test("are well together", () => {
    expect(changesOf(withThreeServers, whole(withThreeServers))).toEqual([]);
  });

  test("are mended one by one", () => {
    const containers = whole(withThreeServers, { "temporal-server-2": { health: "unhealthy" } });
    expect(changesOf(withThreeServers, containers)).toEqual(["restart | temporal-server-2 | running, unhealthy"]);
  });

  test("are all replaced with their store", () => {
    const containers = whole(withThreeServers, { "temporal-postgres": { state: "dead" } });
    expect(changesOf(withThreeServers, containers).filter((line) => line.includes("server"))).toEqual([
      "run | temporal-schema | before temporal-server, temporal-server-2, temporal-server-3 starts",
      "recreate | temporal-server | one of its stores is replaced",
      "recreate | temporal-server-2 | one of its stores is replaced",
      "recreate | temporal-server-3 | one of its stores is replaced",
    ]);
  });

  test("are created where only the first is there, and removed where one is wanted", () => {
    const { topology } = testSettings();
    expect(changesOf(withThreeServers, whole(topology))).toEqual([
      "run | temporal-schema | before temporal-server, temporal-server-2, temporal-server-3 starts",
      "create | temporal-server-2 | not there",
      "create | temporal-server-3 | not there",
    ]);
    expect(changesOf(topology, whole(withThreeServers))).toEqual([
      "remove | temporal-server-2 | no part of the cluster any more",
      "remove | temporal-server-3 | no part of the cluster any more",
    ]);
  });
});
