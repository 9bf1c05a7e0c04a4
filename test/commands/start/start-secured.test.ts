import { expect, test } from "vitest";
import { restart } from "../../../src/commands/restart/restart.ts";
import { start } from "../../../src/commands/start/start.ts";
import { failureOf } from "../../support/expect-failure.ts";
import { FakeCluster } from "../../support/fake-cluster.ts";
import { fakeContext, runOn } from "../../support/fake-context.ts";

const tls = { TEMPORAL_SECURITY: "tls" };
const closed = (): FakeCluster => {
  const cluster = FakeCluster.running(tls);
  cluster.change("temporal-server", { marks: { ...cluster.container("temporal-server")?.marks, security: "tls" } });
  return cluster;
};

test("certificates are there before the first container is made", async () => {
  const cluster = new FakeCluster(tls);
  await runOn(start, fakeContext(cluster));
  expect(cluster.secured).toEqual([{ isInUse: false, states: {} }]);
});

test("a start of a cluster that has certificates asks for no others", async () => {
  const cluster = closed();
  await runOn(start, fakeContext(cluster));
  expect(cluster.secured.map(({ isInUse }) => isInUse)).toEqual([true]);
});

test("a restart makes sure of them before it stops anything", async () => {
  const cluster = closed();
  const before = cluster.states();
  await runOn(restart, fakeContext(cluster));
  expect(cluster.secured[0]).toEqual({ isInUse: true, states: before });
});

test("none are made for a start that something stands in the way of", async () => {
  const cluster = new FakeCluster(tls);
  cluster.heldPorts.set(7233, "taken");
  await failureOf(() => runOn(start, fakeContext(cluster)));
  expect(cluster.secured).toEqual([]);
});
