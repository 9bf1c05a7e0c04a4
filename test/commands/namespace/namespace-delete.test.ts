import { beforeEach, describe, expect, test } from "vitest";
import { deleteNamespace } from "../../../src/commands/namespace/namespace-delete.ts";
import { failureOf } from "../../support/expect-failure.ts";
import { FakeCluster } from "../../support/fake-cluster.ts";
import { type FakeContextOptions, fakeContext, inputOf, runOn } from "../../support/fake-context.ts";

let cluster: FakeCluster;

beforeEach(() => {
  cluster = FakeCluster.running({ TEMPORAL_NAMESPACE: "main" });
  cluster.temporal.add("old-project");
  cluster.temporal.add("default");
});

const run = (name: string, flags: Readonly<Record<string, boolean>>, options: FakeContextOptions = {}) =>
  runOn(deleteNamespace, fakeContext(cluster, options), inputOf(flags, { name }));

test("a person is asked, and a yes deletes the namespace", async () => {
  const context = fakeContext(cluster, { answer: true });
  const { text } = await runOn(deleteNamespace, context, inputOf({}, { name: "old-project" }));
  expect(context.seen.questions).toEqual(["Delete namespace old-project with all its workflows?"]);
  expect(text).toBe("Namespace old-project is deleted; the server removes its workflows in the background.\n");
  expect(await cluster.temporal.namespace("old-project")).toBeUndefined();
});

test("--yes deletes without a question and waits until the name is forgotten", async () => {
  cluster.temporal.forgottenAfterMs = 8_000;
  const startedMs = cluster.clock.now();
  await run("old-project", { yes: true });
  expect(await cluster.temporal.namespace("old-project")).toBeUndefined();
  expect(cluster.clock.now() - startedMs).toBeGreaterThanOrEqual(8_000);
});

test("a namespace that is not there is no failure", async () => {
  const { exitCode, data } = await run("nowhere", { yes: true });
  expect(exitCode).toBe(0);
  expect(data).toEqual({ name: "nowhere", deleted: false });
});

test("a namespace that the server keeps is not called deleted", async () => {
  cluster.temporal.forgottenAfterMs = Number.POSITIVE_INFINITY;
  const { facts, exitCode } = await failureOf(() => run("old-project", { yes: true }));
  expect(facts.code).toBe("NAMESPACE_NOT_DELETED");
  expect(exitCode).toBe(124);
});

describe("nothing is deleted", () => {
  test.each([
    ["where a person says no", { answer: false }, "Not confirmed; nothing was changed."],
    [
      "where nobody can answer",
      {},
      "This would delete the namespace old-project with all its workflows, and nobody is there to agree; nothing was changed.",
    ],
  ])("%s", async (_, options, message) => {
    const { facts, exitCode } = await failureOf(() => run("old-project", {}, options));
    expect(exitCode).toBe(5);
    expect(facts.message).toBe(message);
    expect(await cluster.temporal.namespace("old-project")).toBeDefined();
  });

  test.each(["default", "main", "temporal-system"])("where %s is named, even with --yes", async (name) => {
    const { facts, exitCode } = await failureOf(() => run(name, { yes: true }));
    expect(exitCode).toBe(2);
    expect(facts.message).toBe(`Namespace ${name} belongs to the cluster and is not deleted.`);
    expect(cluster.temporal.registered.has("default")).toBe(true);
    expect(cluster.temporal.registered.has("main")).toBe(true);
  });

  test("where the server does not answer", async () => {
    cluster.change("temporal-server", { state: "exited" });
    const { facts } = await failureOf(() => run("old-project", { yes: true }));
    expect(facts.code).toBe("TEMPORAL_UNREACHABLE");
  });
});
