import { beforeEach, expect, test } from "vitest";
import type { CommandResult } from "../../../src/commands/command.ts";
import { start } from "../../../src/commands/start/start.ts";
import { failureOf } from "../../support/expect-failure.ts";
import { FakeCluster } from "../../support/fake-cluster.ts";
import { type FakeContext, fakeContext, inputOf, runOn } from "../../support/fake-context.ts";

let cluster: FakeCluster;
let context: FakeContext;

beforeEach(() => {
  cluster = FakeCluster.running({
    TEMPORAL_NAMESPACES: "orders=30d,invoices",
    TEMPORAL_SEARCH_ATTRIBUTES: "CustomerId=Keyword",
  });
  context = fakeContext(cluster);
});

const run = (flags: Readonly<Record<string, boolean>> = {}): Promise<CommandResult> =>
  runOn(start, context, inputOf(flags));

test("a start brings about what the settings declare, and says so", async () => {
  const { data } = await run();
  expect(cluster.temporal.registered.get("orders")?.retentionSeconds).toBe(2_592_000);
  expect(cluster.temporal.registered.has("invoices")).toBe(true);
  expect(cluster.temporal.attributes).toEqual({ CustomerId: "Keyword" });
  expect(context.seen.notes.join("\n")).toContain("Namespace orders was created; retention 30d.");
  expect(context.seen.notes.join("\n")).toContain("Search attribute CustomerId was added as Keyword.");
  expect(data).toMatchObject({
    namespaces: [
      { name: "orders", action: "register" },
      { name: "invoices", action: "register" },
    ],
    searchAttributes: [{ name: "CustomerId", action: "add" }],
  });
});

test("a second start changes nothing and is silent", async () => {
  await run();
  const before = new Map(cluster.temporal.registered);
  context = fakeContext(cluster);
  await run();
  expect(cluster.temporal.registered).toEqual(before);
  expect(context.seen.notes).toEqual([]);
});

test("what is there and is not declared stays", async () => {
  cluster.temporal.add("old");
  cluster.temporal.attributes = { Old: "Int" };
  await run();
  expect(cluster.temporal.registered.has("old")).toBe(true);
  expect(cluster.temporal.attributes).toHaveProperty("Old");
});

test("a retention is made longer, and never shorter", async () => {
  cluster.temporal.add("orders", { retentionSeconds: 86_400 });
  await run();
  expect(cluster.temporal.registered.get("orders")?.retentionSeconds).toBe(2_592_000);
  cluster.temporal.add("orders", { retentionSeconds: 8_640_000 });
  await run();
  expect(cluster.temporal.registered.get("orders")?.retentionSeconds).toBe(8_640_000);
  expect(context.seen.warnings.join()).toContain("temporal-start namespace update orders --retention 30d");
});

test("a declared attribute that cannot be is told, with the cluster running", async () => {
  cluster.temporal.attributes = { CustomerId: "Int" };
  const { facts } = await failureOf(() => run());
  expect(facts.code).toBe("SEARCH_ATTRIBUTE_CONFLICT");
  expect(facts.message).toMatch(/^The cluster runs, but .*CustomerId is there already as Int/);
});

test("a plan shows it, and a dry run brings nothing about", async () => {
  const { text } = await run({ dryRun: true });
  expect(text).toMatch(/ensure +namespace orders +retention 30d\n/);
  expect(text).toMatch(/ensure +namespace invoices +retention 7d\n/);
  expect(text).toMatch(/ensure +search attribute CustomerId +Keyword\n/);
  expect(cluster.temporal.registered.has("orders")).toBe(false);
});
