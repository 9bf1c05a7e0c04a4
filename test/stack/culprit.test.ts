import { describe, expect, test } from "vitest";
import { TemporalStartError } from "../../src/errors.ts";
import type { ContainerFacts } from "../../src/runtime/ports.ts";
import type { ServiceName } from "../../src/services/index.ts";
import { explainFailure, findCulprit } from "../../src/stack/culprit.ts";
import { containerOf } from "../support/containers.ts";
import { FakeCluster } from "../support/fake-cluster.ts";
import { fakeEngine } from "../support/fake-runtime.ts";

const clusterOf = (changes: Partial<Record<ServiceName, Partial<ContainerFacts>>>) =>
  new Map(
    Object.entries(changes).map(([name, change]) => [name as ServiceName, containerOf(name as ServiceName, change)]),
  );

describe("the culprit", () => {
  test.each([
    ["nobody in a cluster that is well", { "temporal-postgres": {}, "temporal-server": {} }, undefined],
    ["nobody where a job has done its work", { "temporal-schema": { state: "exited", exitCode: 0 } }, undefined],
    ["a job that failed", { "temporal-schema": { state: "exited", exitCode: 1 } }, "temporal-schema"],
    ["an unhealthy service", { "temporal-web": { health: "unhealthy" } }, "temporal-web"],
    ["a service that restarts over and over", { "temporal-web": { state: "restarting" } }, "temporal-web"],
    ["a dead one", { "temporal-web": { state: "dead" } }, "temporal-web"],
    [
      "the one that the others stand on",
      {
        "temporal-server": { state: "restarting" },
        "temporal-web": { health: "unhealthy" },
        "temporal-elasticsearch": { state: "exited", exitCode: 137 },
      },
      "temporal-elasticsearch",
    ],
  ] as const)("is %s", (_, changes, culprit) => {
    expect(findCulprit(clusterOf(changes))).toBe(culprit);
  });
});

test("a failure whose container is gone is passed on as it is", async () => {
  const facts = { code: "X", category: "service", message: "It failed.", service: "temporal-web" } as const;
  const explained = await explainFailure(new TemporalStartError(facts), fakeEngine(new FakeCluster()), "");
  expect(explained.facts).toEqual(facts);
});

test("at most the last twelve lines of the culprit are shown", async () => {
  const cluster = FakeCluster.running();
  cluster.change("temporal-web", { state: "restarting" });
  const lines = Array.from({ length: 40 }, (_, index) => ({ time: "2026-01-31T12:00:00Z", text: String(index) }));
  cluster.logLines.set("temporal-web", lines);
  const failure = new TemporalStartError({ code: "X", category: "timeout", message: "Late.", service: "temporal-cli" });
  const { facts } = await explainFailure(failure, fakeEngine(cluster), "");
  expect(facts).toMatchObject({ category: "timeout", message: "temporal-web is restarting; the start stopped there." });
  expect(facts.details).toHaveLength(13);
  expect(facts.details?.at(-1)).toBe("  39");
});
