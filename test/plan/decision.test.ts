import { expect, test } from "vitest";
import { changesContainer } from "../../src/plan/decision.ts";
import { planStart } from "../../src/plan/plan.ts";
import { snapshotOf, wholeCluster } from "../support/containers.ts";
import { testSettings } from "../support/settings.ts";

const { values, topology } = testSettings();

test.each([
  ["runs well", {}, "recreate", "one of its stores is replaced"],
  ["is unhealthy", { health: "unhealthy" }, "recreate", "one of its stores is replaced"],
  ["is paused", { state: "paused" }, "recreate", "one of its stores is replaced"],
  ["is replaced itself", { state: "dead" }, "recreate", "dead"],
  ["is stopped", { state: "exited", exitCode: 0 }, "start", "stopped, exit code 0"],
  ["is not there", undefined, "create", "not there"],
] as const)("a store that is replaced takes the server with it where that %s", (_, server, action, reason) => {
  const cluster = wholeCluster({ "temporal-elasticsearch": { state: "dead" }, "temporal-server": server });
  const { steps } = planStart({
    settings: values,
    topology,
    snapshot: snapshotOf(cluster),
    restarts: ["temporal-web"],
  });
  expect(steps.filter((step) => step.action !== "keep")).toEqual([
    expect.objectContaining({ service: "temporal-elasticsearch", action: "recreate" }),
    expect.objectContaining({ service: "temporal-schema", action: "run" }),
    expect.objectContaining({ service: "temporal-server", action, reason }),
    expect.objectContaining({ service: "temporal-web", action: "restart" }),
  ]);
});

test.each([
  ["create", true],
  ["recreate", true],
  ["start", true],
  ["restart", false],
  ["unpause", false],
  ["run", false],
  ["pull", false],
  ["keep", false],
] as const)("the step %s starts a container that was not running: %s", (action, expected) => {
  expect(changesContainer(action)).toBe(expected);
});

test.each([
  ["PostgreSQL", { "temporal-postgres": { state: "dead" } }],
  ["Elasticsearch", { "temporal-elasticsearch": { state: "dead" } }],
  ["both", { "temporal-postgres": { state: "dead" }, "temporal-elasticsearch": { state: "dead" } }],
] as const)("%s replaced: the server is replaced once", (_, changes) => {
  const { steps } = planStart({ settings: values, topology, snapshot: snapshotOf(wholeCluster(changes)) });
  expect(steps.filter(({ service }) => service === "temporal-server")).toEqual([
    expect.objectContaining({ action: "recreate", reason: "one of its stores is replaced", isNew: true }),
  ]);
});

test.each([
  ["started", { state: "exited", exitCode: 0 }],
  ["restarted", { health: "unhealthy" }],
] as const)("a store that is only %s leaves the server as it is", (_, store) => {
  const cluster = wholeCluster({ "temporal-postgres": store });
  const { steps } = planStart({ settings: values, topology, snapshot: snapshotOf(cluster) });
  expect(steps).toContainEqual(expect.objectContaining({ service: "temporal-server", action: "keep" }));
});
