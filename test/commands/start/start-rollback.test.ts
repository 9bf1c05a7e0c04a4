import { describe, expect, test } from "vitest";
import { start } from "../../../src/commands/start/start.ts";
import { foreignContainer } from "../../support/containers.ts";
import { failureOf } from "../../support/expect-failure.ts";
import { fakeBackend } from "../../support/fake-backend.ts";
import { FakeCluster } from "../../support/fake-cluster.ts";
import { type FakeContext, type FakeContextOptions, fakeContext, inputOf, runOn } from "../../support/fake-context.ts";
import { FakeDockerObjects } from "../../support/fake-docker-objects.ts";
import { fakeEngine } from "../../support/fake-runtime.ts";

const created = ["temporal-postgres", "temporal-server"];

/** A cluster whose start leaves two containers and a network behind on the engine. */
function scene(options: FakeContextOptions = {}) {
  const cluster = new FakeCluster();
  const engine = new FakeDockerObjects();
  const fake = fakeContext(cluster, options);
  const [ofCluster, backend] = [fakeEngine(cluster), fakeBackend(cluster)];
  const context: FakeContext = {
    ...fake,
    engine: async () => ({ ...ofCluster, ...engine.engine }),
    backend: async () => ({
      ...backend,
      async perform(deed, course) {
        if (deed.kind === "create") {
          engine.add("container", ...created);
          engine.add("network", "temporal-network");
        }
        await backend.perform(deed, course);
      },
    }),
    lasting: async () => ({ engine: { ...ofCluster, ...engine.engine }, backend: { ...backend, ...engine.backend } }),
  };
  return { cluster, engine, context };
}

describe("start --rollback", () => {
  test("that fails removes what it created and says so, with the failure", async () => {
    const { cluster, engine, context } = scene();
    cluster.schemaExitCode = 3;
    const { facts, exitCode } = await failureOf(() => runOn(start, context, inputOf({ rollback: true })));
    expect(exitCode).toBe(1);
    expect(facts.message).toBe("temporal-schema ended with exit code 3.");
    expect(facts.details?.at(-1)).toBe("Rolled back: removed 2 containers, 1 network.");
    expect(facts.details?.join("\n")).not.toContain("Still running");
    expect(facts.hint).toBe("Without --rollback everything stays as it is, to be looked at.");
    expect(engine.names).toEqual([]);
  });

  test("keeps the advice where the cause is known: it is about settings, not about what was removed", async () => {
    const { cluster, context } = scene();
    cluster.schemaExitCode = 3;
    const text = "postgres: cannot set up the schema of database temporal: out of ideas";
    cluster.logLines.set("temporal-schema", [{ time: "2999-01-01T00:00:00.000000000Z", text }]);
    const { facts } = await failureOf(() => runOn(start, context, inputOf({ rollback: true })));
    expect(facts.failure?.id).toBe("SCHEMA_UPDATE_FAILED");
    expect(facts.hint).toBe(facts.failure?.advice);
  });

  test("that runs out of time removes what it created", async () => {
    const { cluster, engine, context } = scene();
    cluster.readyAfterMs = 60_000;
    const input = inputOf({ rollback: true, waitTimeout: "10s" });
    expect((await failureOf(() => runOn(start, context, input))).exitCode).toBe(124);
    expect(engine.names).toEqual([]);
  });

  test("that is interrupted removes what it created", async () => {
    const interruption = new AbortController();
    const { cluster, engine, context } = scene({ signal: interruption.signal });
    cluster.readyAfterMs = 60_000;
    const running = failureOf(() => runOn(start, context, inputOf({ rollback: true })));
    await cluster.clock.sleep(5_000);
    interruption.abort();
    const { facts, exitCode } = await running;
    expect(exitCode).toBe(130);
    expect(facts).toMatchObject({
      message: "Interrupted.",
      details: ["Rolled back: removed 2 containers, 1 network."],
    });
    expect(engine.names).toEqual([]);
  });

  test("that succeeds removes nothing", async () => {
    const { engine, context } = scene();
    expect((await runOn(start, context, inputOf({ rollback: true }))).exitCode).toBe(0);
    expect(engine.names).toEqual([...created, "temporal-network"]);
  });

  test("that was blocked has nothing to remove", async () => {
    const { cluster, engine, context } = scene();
    cluster.put(foreignContainer("temporal-web"));
    engine.isGone = true;
    const { facts } = await failureOf(() => runOn(start, context, inputOf({ rollback: true })));
    expect(facts.code).toBe("NAME_TAKEN");
  });

  test("names what it could not remove", async () => {
    const { cluster, engine, context } = scene();
    cluster.schemaExitCode = 3;
    engine.stuck.add("temporal-network");
    const { facts } = await failureOf(() => runOn(start, context, inputOf({ rollback: true })));
    expect(facts.details?.slice(-3)).toEqual([
      "Rolled back: removed 2 containers.",
      "Could not be removed: network temporal-network.",
      "temporal-start down removes what is left of containers and network.",
    ]);
  });

  test("tells of an engine that is gone beside the failure", async () => {
    const { cluster, engine, context } = scene();
    cluster.schemaExitCode = 3;
    let lists = 0;
    engine.beforeAnswer = (asked) => {
      if (asked === "list") lists += 1;
      engine.isGone = lists > 1;
    };
    const { facts } = await failureOf(() => runOn(start, context, inputOf({ rollback: true })));
    expect(facts.message).toBe("temporal-schema ended with exit code 3.");
    expect(facts.details?.join("\n")).toMatch(/Rolling back failed: No Docker Engine answers/);
  });
});

test("a start without --rollback removes nothing when it fails", async () => {
  const { cluster, engine, context } = scene();
  cluster.schemaExitCode = 3;
  await failureOf(() => runOn(start, context));
  expect(engine.names).toEqual([...created, "temporal-network"]);
});
