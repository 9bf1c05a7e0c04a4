import { describe, expect, test } from "vitest";
import { start } from "../../../src/commands/start/start.ts";
import { failureOf } from "../../support/expect-failure.ts";
import { FakeCluster } from "../../support/fake-cluster.ts";
import { fakeContext, runOn } from "../../support/fake-context.ts";

describe("a service that a killed stop still ends", () => {
  function withoutWeb(): FakeCluster {
    const cluster = FakeCluster.running();
    cluster.change("temporal-web", { state: "exited", exitCode: 0 });
    cluster.readyAfterMs = 60_000;
    return cluster;
  }

  test("is started again by the start that took it for running", async () => {
    const cluster = withoutWeb();
    const context = fakeContext(cluster);
    const running = runOn(start, context);
    await cluster.clock.sleep(1_000);
    cluster.change("temporal-server", { state: "exited", exitCode: 0 });
    expect((await running).exitCode).toBe(0);
    expect(context.seen.notes).toContain("temporal-server ended meanwhile; what has ended is started again.");
    expect(cluster.container("temporal-server")?.state).toBe("running");
  });

  test("is started once: what ends again ends the start", async () => {
    const cluster = withoutWeb();
    const failure = failureOf(() => runOn(start, fakeContext(cluster)));
    for (const _ of [1, 2]) {
      await cluster.clock.sleep(5_000);
      cluster.change("temporal-server", { state: "exited", exitCode: 1 });
    }
    expect((await failure).facts).toMatchObject({ code: "SERVICE_STOPPED", service: "temporal-server" });
  });
});

describe("a port that the engine is just opening for a container of ours", () => {
  function opening(): FakeCluster {
    const cluster = FakeCluster.running();
    cluster.change("temporal-web", { state: "created", ports: [] });
    cluster.heldPorts.set(8088, "taken");
    return cluster;
  }

  test("is not taken for somebody else's", async () => {
    const cluster = opening();
    const running = runOn(start, fakeContext(cluster));
    await cluster.clock.sleep(1_000);
    cluster.start("temporal-web");
    const ports = [{ hostAddress: "127.0.0.1", hostPort: 8088, containerPort: 8080 }];
    cluster.change("temporal-web", { ports });
    expect((await running).exitCode).toBe(0);
  });

  test("is somebody else's when nothing comes of it", async () => {
    const cluster = opening();
    const beganMs = cluster.clock.now();
    expect((await failureOf(() => runOn(start, fakeContext(cluster)))).facts.code).toBe("PORT_TAKEN");
    expect(cluster.clock.now() - beganMs).toBeLessThan(5_000);
  });
});

test("a server that crashed over and over before, and was caught while it ran, is given time", async () => {
  const cluster = FakeCluster.running();
  cluster.change("temporal-web", { state: "exited", exitCode: 0 });
  cluster.readyAfterMs = 20_000;
  cluster.restartCounts.set(cluster.nameOf("temporal-server"), 5);
  const running = runOn(start, fakeContext(cluster));
  await cluster.clock.sleep(1_000);
  cluster.change("temporal-server", { state: "restarting", exitCode: 1 });
  await cluster.clock.sleep(3_000);
  cluster.start("temporal-server");
  expect((await running).exitCode).toBe(0);
});
