import { expect, test } from "vitest";
import { start } from "../../../src/commands/start/start.ts";
import { FakeCluster } from "../../support/fake-cluster.ts";
import { fakeContext, inputOf, runOn } from "../../support/fake-context.ts";

test("a service that takes connections and answers none hangs, however young it is, and is restarted", async () => {
  const cluster = FakeCluster.running();
  const startedMs = cluster.clock.now() - 1_000;
  cluster.startedAtMs.set("temporal-elasticsearch", startedMs);
  cluster.change("temporal-elasticsearch", { health: "unhealthy" });
  cluster.faults.set("temporal-elasticsearch", { ok: false, fault: "timeout", message: "No answer." });
  const { data } = await runOn(start, fakeContext(cluster), inputOf({ dryRun: true }));
  const { steps } = data as { steps: readonly { service: string; action: string }[] };
  expect(steps).toContainEqual(expect.objectContaining({ service: "temporal-elasticsearch", action: "restart" }));
});
