import { describe, expect, test } from "vitest";
import { snapshotOf, wholeCluster } from "../support/containers.ts";
import { changesOf } from "../support/plan-text.ts";

describe("the schema", () => {
  test.each([
    ["is created", undefined],
    ["is recreated", { state: "dead" }],
  ] as const)("is set up before the server %s", (_, change) => {
    expect(changesOf(snapshotOf(wholeCluster({ "temporal-server": change })))).toContain(
      "run | temporal-schema | before temporal-server starts",
    );
  });

  const stopped = { state: "exited", exitCode: 0 } as const;

  test("may be left out before a server that is only started again, where the stores are set up already", () => {
    expect(changesOf(snapshotOf(wholeCluster({ "temporal-server": stopped })))).toContain(
      "run | temporal-schema | before temporal-server starts, unless its stores are set up already",
    );
  });

  test.each([
    ["it failed the last time", { "temporal-schema": { state: "exited", exitCode: 3 } }],
    ["it was never run", { "temporal-schema": undefined }],
    ["it is made anew", { "temporal-schema": { state: "dead" } }],
    ["a store is made anew", { "temporal-elasticsearch": { state: "dead" } }],
  ] as const)("is set up in any case where %s", (_, changes) => {
    const plan = changesOf(snapshotOf(wholeCluster({ "temporal-server": stopped, ...changes })));
    expect(plan).toContain("run | temporal-schema | before temporal-server starts");
  });

  test.each([
    ["restarted", { health: "unhealthy" }],
    ["unpaused", { state: "paused" }],
  ] as const)("is not set up again for a server that is only %s", (_, change) => {
    expect(changesOf(snapshotOf(wholeCluster({ "temporal-server": change }))).join()).not.toContain("temporal-schema");
  });
});
