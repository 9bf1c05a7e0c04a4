import { describe, expect, test } from "vitest";
import { start } from "../../src/commands/start/start.ts";
import { FakeCluster } from "../support/fake-cluster.ts";
import { fakeContext, runOn } from "../support/fake-context.ts";

describe("the clients of the services' protocols", () => {
  test("are loaded once, while the first container is being started", async () => {
    const cluster = FakeCluster.running();
    cluster.configHashes["temporal-web"] = "other";
    const begunMs = cluster.clock.now();
    await runOn(start, fakeContext(cluster));
    const [preparedMs = 0, ...more] = cluster.preparedAtMs;
    expect(more).toEqual([]);
    expect(preparedMs).toBeGreaterThan(begunMs);
    expect(preparedMs).toBeLessThanOrEqual(cluster.startedAtMs.get("temporal-web") ?? 0);
  });

  test("that cannot be loaded then are for the first question to tell", async () => {
    const cluster = new FakeCluster();
    cluster.prepareFailure = new Error("A chunk is missing.");
    expect((await runOn(start, fakeContext(cluster))).exitCode).toBe(0);
  });
});
