import { describe, expect, test } from "vitest";
import { restart } from "../../../src/commands/restart/restart.ts";
import { start } from "../../../src/commands/start/start.ts";
import { volume } from "../../support/containers.ts";
import { failureOf } from "../../support/expect-failure.ts";
import { FakeCluster } from "../../support/fake-cluster.ts";
import { fakeContext, runOn } from "../../support/fake-context.ts";

const tls = { TEMPORAL_SECURITY: "tls" };
/** Whose engine has the image of the page that a secured cluster has. */
const withPage = (cluster: FakeCluster): FakeCluster => {
  cluster.images.set("temporalio/ui:2.26.2", "sha256:ui");
  return cluster;
};
const closed = (): FakeCluster => {
  const cluster = withPage(FakeCluster.running(tls));
  cluster.change("temporal-server", { marks: { ...cluster.container("temporal-server")?.marks, security: "tls" } });
  return cluster;
};

test("certificates are there before the first container is made", async () => {
  const cluster = withPage(new FakeCluster(tls));
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
  const cluster = withPage(new FakeCluster(tls));
  cluster.heldPorts.set(7233, "taken");
  await failureOf(() => runOn(start, fakeContext(cluster)));
  expect(cluster.secured).toEqual([]);
});

describe("the password of the database of a secured cluster", () => {
  const first = (flags: Readonly<Record<string, string>>): FakeCluster => {
    const cluster = withPage(new FakeCluster(flags));
    cluster.volumes = [];
    return cluster;
  };

  const withData = (): FakeCluster => {
    const cluster = first(tls);
    cluster.volumes = [volume("temporal-postgres-data", { instance: "" })];
    return cluster;
  };

  test("is made at the first start, kept, and told to nobody", async () => {
    const cluster = first(tls);
    const context = fakeContext(cluster);
    const { data, text } = await runOn(start, context);
    const password = String(cluster.keptPorts.POSTGRES_PASSWORD);
    expect(password).toMatch(/^[\w-]{20}$/);
    expect(cluster.settings.values.POSTGRES_PASSWORD).toBe(password);
    expect(`${JSON.stringify(data)}${text}${context.seen.notes.join("")}`).not.toContain(password);
  });

  test.each([
    ["without security", first({})],
    ["that somebody wrote down", first({ ...tls, POSTGRES_PASSWORD: "written" })],
    ["of data that is there", withData()],
  ])("%s stays what it is", async (_, cluster) => {
    await runOn(start, fakeContext(cluster));
    expect(cluster.keptPorts).not.toHaveProperty("POSTGRES_PASSWORD");
  });

  test("that cannot be kept ends the start before anything is made", async () => {
    const cluster = first(tls);
    cluster.portsFailure = new Error("EROFS: read-only file system");
    const { facts } = await failureOf(() => runOn(start, fakeContext(cluster)));
    expect(facts.code).toBe("PASSWORD_NOT_KEPT");
    expect(cluster.states()).toEqual({});
  });
});

test.each([
  ["of a later version where nobody wrote one down", tls, "temporalio/ui:2.26.2"],
  ["the one that somebody wrote down", { ...tls, TEMPORAL_WEB_IMAGE: "temporalio/ui:2.25.0" }, "temporalio/ui:2.25.0"],
  ["the usual one without security", {}, "temporalio/ui:2.21.3"],
])("the page of a cluster is %s", async (_, flags, image) => {
  const cluster = new FakeCluster(flags);
  for (const reference of ["temporalio/ui:2.26.2", "temporalio/ui:2.25.0"])
    cluster.images.set(reference, `sha256:${reference}`);
  await runOn(start, fakeContext(cluster));
  expect(cluster.settings.values.TEMPORAL_WEB_IMAGE).toBe(image);
});
