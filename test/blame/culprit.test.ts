import { describe, expect, test } from "vitest";
import { explainFailure } from "../../src/blame/culprit.ts";
import { TemporalStartError } from "../../src/errors.ts";
import type { ContainerFacts } from "../../src/interfaces/engine-facts.ts";
import { ownContainers } from "../../src/observe/own-containers.ts";
import { type Baseline, recordBaseline } from "../../src/ready/watch-containers.ts";
import { FakeCluster } from "../support/fake-cluster.ts";
import { fakeEngine } from "../support/fake-runtime.ts";

const late = { code: "X", category: "timeout", message: "Late.", service: "temporal-cli" } as const;
const sceneOf = (cluster: FakeCluster, baseline: Baseline = new Map()) => ({
  engine: fakeEngine(cluster),
  topology: cluster.settings.topology,
  baseline,
  ranBefore: new Set<string>(),
});

/** The service blamed when these containers are seen; the one that was late when none is. */
async function blamed(changes: Readonly<Record<string, Partial<ContainerFacts>>>): Promise<string | undefined> {
  const cluster = FakeCluster.running();
  for (const [name, change] of Object.entries(changes)) cluster.change(name, change);
  return (await explainFailure(new TemporalStartError(late), sceneOf(cluster))).facts.service;
}

describe("the culprit", () => {
  test.each([
    ["nobody in a cluster that is well", { "temporal-postgres": {}, "temporal-server": {} }, undefined],
    ["nobody where a job has done its work", { "temporal-schema": { state: "exited", exitCode: 0 } }, undefined],
    ["a job that failed", { "temporal-schema": { state: "exited", exitCode: 1 } }, "temporal-schema"],
    ["an unhealthy service", { "temporal-web": { health: "unhealthy" } }, "temporal-web"],
    ["a service that restarts over and over", { "temporal-web": { state: "restarting" } }, "temporal-web"],
    ["a paused one", { "temporal-elasticsearch": { state: "paused" } }, "temporal-elasticsearch"],
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
  ] as const)("is %s", async (_, changes, culprit) => {
    expect(await blamed(changes)).toBe(culprit ?? late.service);
  });
});

test("a failure whose container is gone is passed on as it is", async () => {
  const facts = { code: "X", category: "service", message: "It failed.", service: "temporal-web" } as const;
  const explained = await explainFailure(new TemporalStartError(facts), sceneOf(new FakeCluster()));
  expect(explained.facts).toEqual(facts);
});

test("a service that was killed for lack of memory has that cause, even if it was started anew since", async () => {
  const facts = {
    code: "SERVICE_OUT_OF_MEMORY",
    category: "service",
    message: "temporal-server was killed for lack of memory (exit code 137).",
    service: "temporal-server",
  } as const;
  const explained = await explainFailure(new TemporalStartError(facts), sceneOf(FakeCluster.running()));
  expect(explained.facts.failure?.id).toBe("SERVER_OUT_OF_MEMORY");
});

test("at most the last twelve lines of the culprit are shown", async () => {
  const cluster = FakeCluster.running();
  cluster.change("temporal-web", { state: "restarting" });
  const lines = Array.from({ length: 40 }, (_, index) => ({ time: "2026-01-31T12:00:00Z", text: String(index) }));
  cluster.logLines.set("temporal-web", lines);
  const { facts } = await explainFailure(new TemporalStartError(late), sceneOf(cluster));
  expect(facts).toMatchObject({ category: "timeout", message: "temporal-web is restarting; the start stopped there." });
  expect(facts.details).toHaveLength(15);
  expect(facts.details?.[0]).toBe("Late.");
  expect(facts.details?.at(-2)).toBe("  39");
  expect(facts.details?.at(-1)).toMatch(/^Still running: temporal-postgres, temporal-elasticsearch, /);
});

test("a container that had ended before and was not started is not to blame", async () => {
  const cluster = FakeCluster.running();
  cluster.change("temporal-elasticsearch", { state: "exited", exitCode: 143 });
  const engine = fakeEngine(cluster);
  const containers = await ownContainers(engine, cluster.settings.topology);
  const baseline = await recordBaseline(engine, cluster.settings.topology, containers);
  const { facts } = await explainFailure(new TemporalStartError(late), sceneOf(cluster, baseline));
  expect(facts).toMatchObject({ message: "Late.", service: "temporal-cli" });
});

test("a store that is caught between two crashes is to blame, one that crashed before the start is not", async () => {
  const cluster = FakeCluster.running();
  cluster.restartCounts.set("temporal-postgres", 2);
  cluster.change("temporal-server", { state: "restarting" });
  const scene = sceneOf(cluster);
  const { facts } = await explainFailure(new TemporalStartError(late), scene);
  expect(facts.message).toBe("temporal-postgres crashes again and again; the start stopped there.");
  const ran = (await ownContainers(scene.engine, scene.topology)).get("temporal-postgres");
  const later = await explainFailure(new TemporalStartError(late), { ...scene, ranBefore: new Set([ran?.id ?? ""]) });
  expect(later.facts.service).toBe("temporal-server");
});
