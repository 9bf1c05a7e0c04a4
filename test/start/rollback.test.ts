import { expect, test } from "vitest";
import { rollBack } from "../../src/start/rollback.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { FakeDockerObjects } from "../support/fake-docker-objects.ts";
import { testTopology } from "../support/settings.ts";

const dataVolumes = ["temporal-postgres-data", "temporal-elasticsearch-data"];
const clock = new FakeClock();

/** What was there, then what a start creates, then the rollback. */
async function rolledBack(engine: FakeDockerObjects, create: () => void) {
  const before = await engine.engine.objects("everybody");
  create();
  return rollBack({ engine: engine.engine, backend: engine.backend, clock }, testTopology(), before);
}

test("everything that a first start created is removed", async () => {
  const engine = new FakeDockerObjects();
  const outcome = await rolledBack(engine, () => {
    engine.add("container", "temporal-postgres", "0a1b_temporal-web");
    engine.add("network", "temporal-network");
    engine.add("volume", ...dataVolumes);
  });
  expect(engine.names).toEqual([]);
  expect(outcome).toEqual({
    removed: {
      container: ["temporal-postgres", "0a1b_temporal-web"],
      network: ["temporal-network"],
      volume: dataVolumes,
    },
    left: [],
  });
});

test("what existed before stays, whoever made it", async () => {
  const engine = new FakeDockerObjects();
  engine.add("container", "temporal-postgres");
  engine.add("volume", "temporal-postgres-data");
  engine.objects.push({ kind: "volume", name: "temporal-elasticsearch-data" }, { kind: "network", name: "shop" });
  const before = engine.names;
  const { removed } = await rolledBack(engine, () => {
    engine.add("container", "temporal-server");
    // The engine shows the label of a volume that compose took over by its name.
    engine.add("volume", "temporal-elasticsearch-data");
  });
  expect(engine.names.slice(0, before.length)).toEqual(before);
  expect(removed).toEqual({ container: ["temporal-server"], network: [], volume: [] });
});

test("objects of others and of other instances stay, though they are new", async () => {
  const engine = new FakeDockerObjects();
  const others = [
    { kind: "container", name: "shop" },
    { kind: "container", name: "temporal-blue-postgres", instance: "blue" },
    { kind: "volume", name: "temporal-blue-postgres-data", instance: "blue" },
    { kind: "volume", name: "backup", instance: "default" },
  ] as const;
  await rolledBack(engine, () => engine.objects.push(...others));
  expect(engine.objects).toEqual(others);
});

test("what the engine still creates after the interruption is removed, too", async () => {
  const engine = new FakeDockerObjects();
  await rolledBack(engine, () => {
    engine.add("volume", ...dataVolumes);
    engine.beforeAnswer = (asked) => {
      if (asked !== "remove") return;
      engine.beforeAnswer = () => undefined;
      engine.add("container", "temporal-postgres");
    };
  });
  expect(engine.names).toEqual([]);
});

test("what cannot be removed is named, after a bounded time", async () => {
  const engine = new FakeDockerObjects();
  engine.stuck.add("temporal-network");
  const startedMs = clock.now();
  const { removed, left } = await rolledBack(engine, () => {
    engine.add("container", "temporal-postgres");
    engine.add("network", "temporal-network");
  });
  expect(left).toEqual(["network temporal-network"]);
  expect(removed).toEqual({ container: ["temporal-postgres"], network: [], volume: [] });
  expect(clock.now() - startedMs).toBeLessThan(10_000);
});
