import { beforeEach, describe, expect, test } from "vitest";
import { recogniseFailure } from "../../src/blame/known-failure.ts";
import { wasNeverReady } from "../../src/blame/never-ready.ts";
import type { ServiceName } from "../../src/cluster/services/index.ts";
import type { ContainerFacts, VolumeFacts } from "../../src/interfaces/engine-facts.ts";
import { containerOf } from "../support/containers.ts";
import { FakeCluster } from "../support/fake-cluster.ts";
import { fakeEngine } from "../support/fake-runtime.ts";
import { testTopology } from "../support/settings.ts";

const bornMs = Date.parse("2026-01-31T12:00:00Z");
const names: readonly ServiceName[] = ["temporal-postgres", "temporal-schema", "temporal-server"];

const dataOf = (changes: Partial<VolumeFacts>): VolumeFacts => ({
  name: "temporal-postgres-data",
  marks: { instance: "default" },
  ...changes,
});

let cluster: FakeCluster;

/** The containers and volumes of a first start, of which PostgreSQL alone has run. */
beforeEach(() => {
  cluster = new FakeCluster();
  cluster.volumes = [dataOf({ createdAtMs: bornMs })];
  for (const name of names) cluster.put(containerOf(name, { createdAtMs: bornMs + 2_000 }));
  cluster.startedAtMs.set("temporal-postgres", bornMs + 3_000);
});

function neverReady(): Promise<boolean> {
  const containers = new Map(
    names.flatMap((name): [ServiceName, ContainerFacts][] => {
      const container = cluster.container(name);
      return container === undefined ? [] : [[name, container]];
    }),
  );
  return wasNeverReady(fakeEngine(cluster), testTopology(), containers);
}

describe("a cluster was never ready", () => {
  test("whose server has not run since the start that made its volumes", async () => {
    expect(await neverReady()).toBe(true);
  });
});

describe("a cluster may have been ready", () => {
  test.each([
    ["whose server has run", () => cluster.startedAtMs.set("temporal-server", bornMs + 9_000)],
    [
      "whose volume is older than its containers",
      () => (cluster.volumes = [dataOf({ createdAtMs: bornMs - 3_600_000 })]),
    ],
    [
      "whose server was made anew later",
      () => {
        cluster.change("temporal-server", { createdAtMs: bornMs + 3_600_000 });
      },
    ],
    ["whose server is gone", () => cluster.containers.delete("temporal-server")],
    ["whose volume was made by hand", () => (cluster.volumes = [dataOf({ createdAtMs: bornMs, marks: {} })])],
    ["whose volumes are gone", () => (cluster.volumes = [])],
    ["of which the engine does not tell when it was made", () => (cluster.volumes = [dataOf({})])],
  ])("%s", async (_, arrange) => {
    arrange();
    expect(await neverReady()).toBe(false);
  });
});

test.each([
  [
    "temporal-postgres",
    'FATAL:  could not open file "/var/lib/postgresql/data/global/pg_control": No such file or directory',
  ],
  [
    "temporal-postgres",
    'postgres: could not access the server configuration file "/var/lib/postgresql/data/postgresql.conf": No such file or directory',
  ],
  [
    "temporal-schema",
    'postgres: cannot log in: no pg_hba.conf entry for host "172.18.0.3", user "temporal", database "temporal"',
  ],
] as const)(
  "%s: %s: before the cluster was ever ready the advice is to reset, and later it is not",
  (service, line) => {
    const advised = (isNeverReady: boolean) =>
      recogniseFailure({ service, exitCode: 1, lines: [line], isNeverReady })?.failure.advice;
    expect(advised(true)).toContain("temporal-start reset");
    expect(advised(false)).toBeDefined();
    expect(advised(false)).not.toContain("reset");
  },
);
