import { describe, expect, test } from "vitest";
import { withTrueVersions } from "../../src/observe/true-versions.ts";
import { dataVersionBlockers } from "../../src/plan/blockers.ts";
import { volume } from "../support/containers.ts";
import { FakeCluster } from "../support/fake-cluster.ts";
import { fakeEngine } from "../support/fake-runtime.ts";

/** What stands in the way, with a volume that wears these labels and whose data tells this version. */
async function blockersOf(worn: Record<string, string>, version: string | undefined, image: string | undefined) {
  const cluster = new FakeCluster();
  cluster.dataVersion = version;
  const seen = { topology: cluster.settings.topology, volumes: [volume("temporal-postgres-data", worn)], image };
  const volumes = await withTrueVersions(fakeEngine(cluster), { ...seen, containers: new Map() });
  return dataVersionBlockers(cluster.settings.values, cluster.settings.topology, { volumes }).map(
    ({ message }) => message,
  );
}

const old = "Volume temporal-postgres-data holds data of PostgreSQL 13; this version needs 15.";

describe("The version of a data volume is what the data says,", () => {
  test.each([
    ["without a label", {}, "13\n", [old]],
    ["whatever the label says", { dataVersion: "15" }, "13\n", [old]],
    ["also where the label is wrong and the data fits", { dataVersion: "13" }, "15\n", []],
    ["and the label's where it holds no data yet", { dataVersion: "13" }, undefined, [old]],
  ] as const)("%s", async (_, worn, version, expected) => {
    expect(await blockersOf(worn, version, "postgres:15")).toEqual(expected);
  });

  test("and the label's where no image is there to look with", async () => {
    expect(await blockersOf({ dataVersion: "13" }, "15\n", undefined)).toEqual([old]);
  });
});
