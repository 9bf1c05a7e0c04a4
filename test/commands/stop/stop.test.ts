import { describe, expect, test } from "vitest";
import { down } from "../../../src/commands/down/down.ts";
import { stop } from "../../../src/commands/stop/stop.ts";
import { foreignContainer, volume } from "../../support/containers.ts";
import { failureOf } from "../../support/expect-failure.ts";
import { FakeCluster } from "../../support/fake-cluster.ts";
import { fakeContext, runOn } from "../../support/fake-context.ts";

const longRunning = ["temporal-postgres", "temporal-elasticsearch", "temporal-server", "temporal-web", "temporal-cli"];

describe("stop", () => {
  test("stops every container and keeps it", async () => {
    const cluster = FakeCluster.running();
    const result = await runOn(stop, fakeContext(cluster));
    expect(result).toMatchObject({ exitCode: 0, data: { stopped: longRunning } });
    expect(result.text).toMatch(/^Stopped 5 containers in \d\.\d s\. Data is kept\.\n$/);
    expect(new Set(Object.values(cluster.states()))).toEqual(new Set(["exited"]));
  });

  test.each([
    ["there is nothing", new FakeCluster()],
    ["everything is stopped", FakeCluster.stopped()],
  ])("says so and succeeds where %s", async (_, cluster) => {
    const before = cluster.states();
    const result = await runOn(stop, fakeContext(cluster));
    expect(result).toEqual({ exitCode: 0, data: { stopped: [], seconds: 0 }, text: "Nothing was running.\n" });
    expect(cluster.states()).toEqual(before);
  });

  test("stops paused containers, too", async () => {
    const cluster = FakeCluster.running();
    cluster.change("temporal-server", { state: "paused" });
    cluster.change("temporal-web", { state: "paused" });
    await runOn(stop, fakeContext(cluster));
    expect(cluster.container("temporal-server")?.state).toBe("exited");
    expect(cluster.container("temporal-web")?.state).toBe("exited");
  });

  test("leaves containers of others alone", async () => {
    const cluster = FakeCluster.running();
    cluster.put(foreignContainer("shop"));
    await runOn(stop, fakeContext(cluster));
    expect(cluster.states().shop).toBe("running");
  });
});

test("down removes the containers and keeps the volumes", async () => {
  const cluster = FakeCluster.running();
  cluster.volumes = [volume("temporal-postgres-data")];
  const { exitCode, text } = await runOn(down, fakeContext(cluster));
  expect(exitCode).toBe(0);
  expect(text).toMatch(/^Containers and network are removed after \d\.\d s\. Data is kept\.\n$/);
  expect(cluster.states()).toEqual({});
  expect(cluster.volumes).toHaveLength(1);
});

test("down removes nothing as long as the stopped server has archives in its container", async () => {
  const cluster = FakeCluster.stopped();
  const folder = "/tmp/temporal_archival/development";
  cluster.writtenPaths.set("temporal-server", [folder, `${folder}/1_2.history`]);
  const { facts } = await failureOf(() => runOn(down, fakeContext(cluster)));
  expect(facts).toMatchObject({ code: "ARCHIVE_IN_CONTAINER", category: "preflight" });
  expect(facts.hint).toContain(`docker cp temporal-server:${folder} FOLDER`);
  expect(cluster.container("temporal-server")?.state).toBe("exited");
});
