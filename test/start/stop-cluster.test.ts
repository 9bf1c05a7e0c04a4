import { describe, expect, test } from "vitest";
import { createLatch } from "../../src/async/latch.ts";
import type { EngineControl } from "../../src/backends/compose/engine/engine-control.ts";
import { stopCluster } from "../../src/start/stop-cluster.ts";
import { containerOf } from "../support/containers.ts";
import { failureOf } from "../support/expect-failure.ts";
import { fakeBackend } from "../support/fake-backend.ts";
import { FakeCluster } from "../support/fake-cluster.ts";
import { fakeEngine } from "../support/fake-runtime.ts";
import { withExternalPostgres } from "../support/invented-services.ts";

const on = (cluster: FakeCluster, engine: EngineControl = fakeEngine(cluster)) => ({
  engine,
  backend: fakeBackend(cluster, engine),
});

describe("a cluster that is stopped", () => {
  test("loses its stores last, so that the last words of the server are written", async () => {
    const cluster = FakeCluster.running();
    const engine = fakeEngine(cluster);
    const seen: Record<string, string | undefined>[] = [];
    await stopCluster(
      on(cluster, {
        ...engine,
        async act(action, id) {
          if (id === cluster.container("temporal-postgres")?.id) seen.push(cluster.states());
          await engine.act(action, id);
        },
      }),
      cluster.settings.topology,
    );
    expect(seen).toEqual([
      expect.objectContaining({
        "temporal-postgres": "running",
        "temporal-server": "exited",
      }),
    ]);
  });

  test("gives no grace to whom there is none for, and to all others theirs", async () => {
    const cluster = FakeCluster.running();
    await stopCluster(on(cluster), cluster.settings.topology, { atOnce: (unit) => unit === "temporal-server" });
    expect(cluster.container("temporal-server")?.exitCode).toBe(137);
    expect(cluster.container("temporal-postgres")?.exitCode).toBe(0);
  });

  test("loses its stores when the server has died, and does not wait for the engine to tidy up", async () => {
    const cluster = FakeCluster.running();
    const engine = fakeEngine(cluster);
    const idOf = (service: "temporal-server" | "temporal-postgres") => cluster.container(service)?.id ?? "";
    const [server, store] = [idOf("temporal-server"), idOf("temporal-postgres")];
    const course: string[] = [];
    const tidied = createLatch();
    await stopCluster(
      on(cluster, {
        ...engine,
        async *deaths() {
          await engine.act("stop", server);
          course.push("server died");
          yield server;
          await new Promise(() => undefined);
        },
        async act(action, id) {
          if (id === server) {
            await tidied.opened;
            course.push("server tidied up");
            return;
          }
          await engine.act(action, id);
          if (id !== store) return;
          course.push("store stopped");
          tidied.open();
        },
      }),
      cluster.settings.topology,
    );
    expect(course).toEqual(["server died", "store stopped", "server tidied up"]);
  });

  test("is stopped also by an engine that tells of no death", async () => {
    const cluster = FakeCluster.running();
    const engine = fakeEngine(cluster);
    const deaths = (): never => {
      throw new Error("no events here");
    };
    await stopCluster(on(cluster, { ...engine, deaths }), cluster.settings.topology);
    expect(new Set(Object.values(cluster.states()))).toEqual(new Set(["exited"]));
  });

  test("loses a store that is somewhere else by now after the server that still uses it", async () => {
    const cluster = FakeCluster.running();
    const engine = fakeEngine(cluster);
    const seen: (string | undefined)[] = [];
    await stopCluster(
      on(cluster, {
        ...engine,
        async act(action, id) {
          if (id === "id-of-temporal-postgres") seen.push(cluster.container("temporal-server")?.state);
          await engine.act(action, id);
        },
      }),
      withExternalPostgres,
    );
    expect(seen).toEqual(["exited"]);
  });

  test("loses also what a start that was cut short left behind", async () => {
    const cluster = FakeCluster.running();
    cluster.put(containerOf("temporal-web", { id: "leftover", name: "0123456789ab_temporal-web", isReplaced: true }));
    const stopped: string[] = [];
    const engine = { ...fakeEngine(cluster), act: async (_: string, id: string) => void stopped.push(id) };
    expect(await stopCluster(on(cluster, engine), cluster.settings.topology)).toContain("0123456789ab_temporal-web");
    expect(stopped).toContain("leftover");
  });

  test("loses its stores even where another container refuses, and says which it was", async () => {
    const cluster = FakeCluster.running();
    cluster.refusals.set("temporal-web", "cannot stop it");
    const { facts } = await failureOf(() => stopCluster(on(cluster), cluster.settings.topology));
    expect(facts.message).toContain("cannot stop it");
    expect(cluster.container("temporal-postgres")?.state).toBe("exited");
  });

  test("is told container by container, without those that did not run", async () => {
    const cluster = FakeCluster.running({ TEMPORAL_INSTANCE: "blue" });
    cluster.change("temporal-web", { state: "exited", exitCode: 2 });
    expect(await stopCluster(on(cluster), cluster.settings.topology)).toEqual([
      "temporal-blue-postgres",
      "temporal-blue-elasticsearch",
      "temporal-blue-server",
      "temporal-blue-cli",
    ]);
  });
});
