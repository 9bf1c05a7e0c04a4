import { expect, test } from "vitest";
import { down } from "../../../src/commands/down/down.ts";
import { reset } from "../../../src/commands/reset/reset.ts";
import { stop } from "../../../src/commands/stop/stop.ts";
import { containerOf, volume } from "../../support/containers.ts";
import { FakeCluster } from "../../support/fake-cluster.ts";
import { fakeContext, inputOf, runOn } from "../../support/fake-context.ts";

/** An engine that has the instance `blue`, asked for another one. */
function clusterAskedFor(instance: string): FakeCluster {
  const cluster = new FakeCluster({ TEMPORAL_INSTANCE: instance });
  const web = containerOf("temporal-web");
  cluster.put({ ...web, name: "temporal-blue-web", marks: { ...web.marks, instance: "blue" } });
  return cluster;
}

const unknown = (instance: string, meant = ""): string =>
  `There is no instance ${instance} on this engine.${meant} temporal-start instances lists those that are there.`;

test.each([
  ["blu", [unknown("blu", " Did you mean blue?")]],
  ["shop", [unknown("shop")]],
  ["", []],
])("stop, down and reset of the instance %j, of which nothing is there, succeed and say so", async (name, warnings) => {
  for (const run of [
    (context: ReturnType<typeof fakeContext>) => runOn(stop, context),
    (context: ReturnType<typeof fakeContext>) => runOn(down, context),
    (context: ReturnType<typeof fakeContext>) => runOn(reset, context, inputOf({ yes: true })),
  ]) {
    const context = fakeContext(clusterAskedFor(name));
    expect((await run(context)).exitCode).toBe(0);
    expect(context.seen.warnings).toEqual(warnings);
  }
});

test("an instance that has data alone is known", async () => {
  const cluster = clusterAskedFor("shop");
  const data = volume("temporal-shop-postgres-data");
  cluster.volumes = [{ ...data, marks: { ...data.marks, instance: "shop" } }];
  const context = fakeContext(cluster);
  await runOn(stop, context);
  expect(context.seen.warnings).toEqual([]);
});
