import { describe, expect, test } from "vitest";
import { reset } from "../../../src/commands/reset/reset.ts";
import { volume } from "../../support/containers.ts";
import { failureOf } from "../../support/expect-failure.ts";
import { FakeCluster } from "../../support/fake-cluster.ts";
import { fakeContext, inputOf, runOn } from "../../support/fake-context.ts";
import { testSettings } from "../../support/settings.ts";
import { storesInMemory } from "../../support/stores-in-memory.ts";
import { recorded } from "../../visibility/samples/executions.ts";

function clusterWithData(): FakeCluster {
  const cluster = FakeCluster.running();
  cluster.volumes = [volume("temporal-postgres-data"), volume("temporal-elasticsearch-data")];
  return cluster;
}

const question = "Delete all workflows and namespaces in temporal-postgres-data and temporal-elasticsearch-data?";

test("reset removes everything once a person has agreed", async () => {
  const cluster = clusterWithData();
  const context = fakeContext(cluster, { answer: true });
  const { text } = await runOn(reset, context);
  expect(context.seen.questions).toEqual([`${question} Type default.`]);
  expect(text).toBe("Removed containers, network, temporal-postgres-data, temporal-elasticsearch-data.\n");
  expect(cluster.states()).toEqual({});
  expect(cluster.volumes).toEqual([]);
});

test("reset --yes does not ask", async () => {
  const cluster = clusterWithData();
  const context = fakeContext(cluster);
  await runOn(reset, context, inputOf({ yes: true }));
  expect(context.seen.questions).toEqual([]);
  expect(cluster.volumes).toEqual([]);
});

describe("reset changes nothing", () => {
  test.each([
    ["where a person says no", { answer: false }, "Not confirmed; nothing was changed.", undefined],
    [
      "where nobody can answer",
      {},
      "This would delete all containers, and all workflows and namespaces in the volumes temporal-postgres-data and temporal-elasticsearch-data, and nobody is there to agree; nothing was changed.",
      "If that is meant: temporal-start reset --yes",
    ],
  ])("%s", async (_, options, message, hint) => {
    const cluster = clusterWithData();
    const before = cluster.states();
    const { facts, exitCode } = await failureOf(() => runOn(reset, fakeContext(cluster, options)));
    expect(exitCode).toBe(5);
    expect(facts.message).toBe(message);
    expect(facts.hint).toBe(hint);
    expect(cluster.states()).toEqual(before);
    expect(cluster.volumes).toHaveLength(2);
  });
});

describe("reset of a cluster with workflows", () => {
  const withWorkflows = (): FakeCluster => {
    const cluster = clusterWithData();
    cluster.stores = storesInMemory(recorded("1.22.0").rows);
    return cluster;
  };

  test("backs them up first, and says where", async () => {
    const cluster = withWorkflows();
    const { data, text } = await runOn(reset, fakeContext(cluster), inputOf({ yes: true }));
    const [path] = cluster.fileStore.files.keys();
    expect(path).toMatch(/^\/backups\/default-.*\.backup\.tar$/);
    expect(data).toMatchObject({ backup: path });
    expect(text).toContain(`The data is backed up in ${path ?? ""}\n`);
    expect(cluster.volumes).toEqual([]);
  });

  test("backs nothing up where that is not wanted", async () => {
    const cluster = withWorkflows();
    await runOn(reset, fakeContext(cluster), inputOf({ yes: true, backup: false }));
    expect(cluster.fileStore.files.size).toBe(0);
    expect(cluster.volumes).toEqual([]);
  });

  test.each<[string, (cluster: FakeCluster) => void]>([
    ["the database cannot be read", (cluster) => (cluster.stores = failing(cluster, "facts"))],
    ["the copy breaks off", (cluster) => (cluster.stores = failing(cluster, "holdLog"))],
  ])("deletes nothing where %s, and names the way without a backup", async (_, breaks) => {
    const cluster = withWorkflows();
    breaks(cluster);
    const { facts } = await failureOf(() => runOn(reset, fakeContext(cluster), inputOf({ yes: true })));
    expect(facts).toMatchObject({
      code: "NOT_BACKED_UP",
      hint: "If it is not needed: temporal-start reset --no-backup",
    });
    expect(facts.message).toContain("is still there");
    expect(cluster.volumes).toHaveLength(2);
    expect(cluster.fileStore.files.size).toBe(0);
  });
});

/** The same stores, of which the database fails in one way. */
function failing({ stores }: FakeCluster, what: "facts" | "holdLog"): FakeCluster["stores"] {
  const fail = (): Promise<never> => Promise.reject(new Error('relation "namespaces" does not exist'));
  return { ...stores, database: { ...stores.database, [what]: fail } };
}

test("reset of what is not there says so", async () => {
  const { text, data } = await runOn(reset, fakeContext(new FakeCluster()), inputOf({ yes: true }));
  expect(text).toBe("There was nothing of instance default to remove.\n");
  expect(data).toEqual({ removedVolumes: [], backup: null });
});

test("reset gives a cluster the ports of its name back", async () => {
  const cluster = clusterWithData();
  cluster.keptPorts.TEMPORAL_WEB_PORT = 8090;
  await runOn(reset, fakeContext(cluster), inputOf({ yes: true }));
  expect(cluster.keptPorts).toEqual({});
});

test("reset names the volumes of another instance", async () => {
  const context = fakeContext(new FakeCluster({ TEMPORAL_INSTANCE: "blue" }), { answer: false });
  await failureOf(() => runOn(reset, context));
  expect(context.seen.questions[0]).toContain("temporal-blue-postgres-data");
});

test("reset names and removes the data of a service that was switched off since, and no other cluster's", async () => {
  const cluster = clusterWithData();
  const ofInstance = (name: string, instance: string) => ({ name, marks: { instance: instance } });
  cluster.volumes.push(ofInstance("temporal-dashboards-data", "default"), ofInstance("theirs", "blue"));
  const context = fakeContext(cluster, { answer: true });
  await runOn(reset, context);
  expect(context.seen.questions[0]).toContain("and temporal-dashboards-data?");
  expect(cluster.volumes.map(({ name }) => name)).toEqual(["theirs"]);
});

test("reset leaves a volume of somebody else alone that has one of our names", async () => {
  const cluster = clusterWithData();
  cluster.volumes.push(volume("temporal-blue-postgres-data", { project: "shop" }));
  cluster.settings = testSettings({ TEMPORAL_INSTANCE: "blue" });
  const { data } = await runOn(reset, fakeContext(cluster), inputOf({ yes: true }));
  expect(data).toEqual({ removedVolumes: [], backup: null });
  expect(cluster.volumes).toHaveLength(3);
});

test("reset deletes nothing that came after the question", async () => {
  const cluster = clusterWithData();
  const context = fakeContext(cluster, { answer: true });
  const confirm = async (question: string): Promise<boolean> => {
    cluster.volumes.push(volume("temporal-dashboards-data", { instance: "default" }));
    return context.confirm(question);
  };
  await runOn(reset, { ...context, confirm });
  expect(cluster.volumes.map(({ name }) => name)).toEqual(["temporal-dashboards-data"]);
});
