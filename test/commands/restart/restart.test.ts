import { describe, expect, test } from "vitest";
import { restart } from "../../../src/commands/restart/restart.ts";
import { requireInstance } from "../../../src/commands/shared/require-instance.ts";
import { makePlan } from "../../../src/commands/start/bring-up.ts";
import { containerOf, volume } from "../../support/containers.ts";
import { failureOf } from "../../support/expect-failure.ts";
import { FakeCluster } from "../../support/fake-cluster.ts";
import { fakeContext, inputOf, runOn } from "../../support/fake-context.ts";

describe("restart", () => {
  test("restarts everything and returns when it is ready", async () => {
    const cluster = FakeCluster.running();
    const before = cluster.clock.now();
    const { exitCode, text } = await runOn(restart, fakeContext(cluster));
    expect(exitCode).toBe(0);
    expect(text).toMatch(/^The cluster restarted and ready after \d\.\d s\.\n$/);
    expect(cluster.isReady("temporal-server")).toBe(true);
    for (const name of ["temporal-postgres", "temporal-web"]) {
      expect(cluster.startedAtMs.get(name)).toBeGreaterThan(before);
    }
  });

  test("says that it stops before the first container has ended", async () => {
    const cluster = FakeCluster.running();
    const context = fakeContext(cluster);
    const notes: string[] = [];
    const note = (text: string): void => {
      notes.push(`${text} ${String(cluster.container("temporal-web")?.state)}`);
    };
    await runOn(restart, { ...context, reporter: { ...context.reporter, note } });
    expect(notes).toEqual(["Stopping 5 containers. running"]);
  });

  test.each([["temporal-web"], ["web"]])("restarts only the service that is named as %s", async (name) => {
    const cluster = FakeCluster.running();
    const before = new Map(cluster.startedAtMs);
    const { text } = await runOn(restart, fakeContext(cluster), inputOf({}, { services: [name] }));
    expect(text).toMatch(/^temporal-web restarted and ready/);
    expect(cluster.startedAtMs.get("temporal-web")).toBeGreaterThan(before.get("temporal-web") ?? 0);
    expect(cluster.startedAtMs.get("temporal-postgres")).toBe(before.get("temporal-postgres"));
  });

  test("calls the server ready only after the store that it uses is ready again", async () => {
    const cluster = FakeCluster.running();
    const context = fakeContext(cluster);
    await runOn(restart, context, inputOf({}, { services: ["temporal-postgres"] }));
    const ready = context.seen.progress.flatMap((event) =>
      event.kind === "service" && event.state === "ready" ? [event.service] : [],
    );
    expect(ready[0]).toBe("temporal-postgres");
    expect(ready).toContain("temporal-server");
  });

  test("touches nothing when something stands in the way", async () => {
    const cluster = FakeCluster.running();
    cluster.change("temporal-web", { state: "exited" });
    cluster.heldPorts.set(8088, "taken");
    const before = new Map(cluster.startedAtMs);
    const { facts } = await failureOf(() => runOn(restart, fakeContext(cluster)));
    expect(facts.code).toBe("PORT_TAKEN");
    expect(cluster.startedAtMs).toEqual(before);
  });

  test("starts a cluster that was stopped", async () => {
    const cluster = FakeCluster.running();
    for (const name of ["temporal-server", "temporal-web"] as const) cluster.change(name, { state: "exited" });
    await runOn(restart, fakeContext(cluster));
    expect(cluster.isReady("temporal-web")).toBe(true);
  });

  test.each([
    [["nothing"], "Unknown service: nothing."],
    [["temporal-web", "a", "b"], "Unknown service: a, b."],
    [["temporal-schema"], "Unknown service: temporal-schema."],
  ])("refuses %j and lists the valid services, before it touches any", async (services, message) => {
    const cluster = FakeCluster.running();
    const before = new Map(cluster.startedAtMs);
    const { facts, exitCode } = await failureOf(() => runOn(restart, fakeContext(cluster), inputOf({}, { services })));
    expect(exitCode).toBe(2);
    expect(facts.message).toBe(message);
    expect(facts.hint).toBe(
      "Services are temporal-postgres, temporal-elasticsearch, temporal-server, temporal-web, temporal-cli.",
    );
    expect(cluster.startedAtMs).toEqual(before);
  });

  test("gives up after the time it is given, with 124", async () => {
    const cluster = FakeCluster.running();
    cluster.readyAfterMs = 60_000;
    const { exitCode } = await failureOf(() => runOn(restart, fakeContext(cluster), inputOf({ waitTimeout: "10" })));
    expect(exitCode).toBe(124);
  });
});

describe("an instance that is not there", () => {
  test.each([[[]], [["temporal-web"]]])("is not made by a restart of %j", async (services) => {
    const cluster = new FakeCluster();
    const { facts, exitCode } = await failureOf(() => runOn(restart, fakeContext(cluster), inputOf({}, { services })));
    expect(exitCode).toBe(1);
    expect(facts).toMatchObject({
      code: "INSTANCE_UNKNOWN",
      message: "There is no instance default on this engine; nothing was changed.",
      hint: "temporal-start start makes it; temporal-start instances lists those that are there.",
    });
    expect(cluster.states()).toEqual({});
  });

  test("is there as long as a start that was cut short has left something of it", async () => {
    const cluster = new FakeCluster();
    cluster.put(containerOf("temporal-web", { id: "leftover", name: "0123456789ab_temporal-web", isReplaced: true }));
    const context = fakeContext(cluster);
    const plan = await makePlan(context, await context.settings());
    expect(plan.isFirst).toBe(true);
    expect(() => {
      requireInstance(plan);
    }).not.toThrow();
  });

  test("is there as long as its data is", async () => {
    const cluster = new FakeCluster();
    cluster.volumes = [volume("temporal-postgres-data")];
    await runOn(restart, fakeContext(cluster));
    expect(cluster.isReady("temporal-web")).toBe(true);
  });
});

test("a server is not stopped for a restart with a dynamic configuration that it could not read", async () => {
  const cluster = FakeCluster.running();
  cluster.dynamicConfig = "frontend.rps: 12\n";
  const context = fakeContext(cluster);
  const startedAtMs = cluster.startedAtMs.get("temporal-server");
  const failure = await failureOf(() => runOn(restart, context, inputOf({}, { services: ["temporal-server"] })));
  expect(failure).toMatchObject({ facts: { code: "DYNAMIC_CONFIG_INVALID", category: "preflight" } });
  expect(cluster.startedAtMs.get("temporal-server")).toBe(startedAtMs);
});
