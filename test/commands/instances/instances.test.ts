import { expect, test } from "vitest";
import { instances } from "../../../src/commands/instances/instances.ts";
import { volume, wholeCluster } from "../../support/containers.ts";
import { FakeCluster } from "../../support/fake-cluster.ts";
import { fakeContext, runOn } from "../../support/fake-context.ts";
import { testSettings } from "../../support/settings.ts";

test("an empty engine is told in one line", async () => {
  expect(await runOn(instances, fakeContext(new FakeCluster()))).toEqual({
    exitCode: 0,
    data: { instances: [] },
    text: "There is no instance on this engine. Next: temporal-start start\n",
  });
});

test("every instance has a row with its state, services, addresses, data and age", async () => {
  const cluster = FakeCluster.running();
  for (const container of wholeCluster(
    { "temporal-web": undefined },
    testSettings({ TEMPORAL_INSTANCE: "blue" }).values,
  )) {
    cluster.put({ ...container, createdAtMs: cluster.clock.now() - 3_700_000 });
  }
  cluster.volumes = [volume("temporal-blue-postgres-data", { instance: "blue" }), volume("shop")];
  const { data, text } = await runOn(instances, fakeContext(cluster));
  expect(data).toMatchObject({
    instances: [
      { instance: "default", verdict: "healthy", volumes: [] },
      { instance: "blue", verdict: "degraded", volumes: ["temporal-blue-postgres-data"], ageSeconds: 3_700 },
    ],
  });
  const rows = text.split("\n").map((line) => line.split(/ {2,}/));
  expect(rows[1]).toEqual(["default", "healthy", "5/5", "127.0.0.1:7233", "127.0.0.1:8088", "0", "–"]);
  expect(rows[2]?.slice(0, 3)).toEqual(["blue", "degraded", "4/5"]);
  expect(rows[2]?.slice(4)).toEqual(["–", "1", "1h 1m"]);
});

test("where health checks have not passed yet, what asks the services is named", async () => {
  const cluster = FakeCluster.running();
  expect((await runOn(instances, fakeContext(cluster))).text).not.toContain("Next:");
  cluster.change("temporal-server", { health: "starting" });
  const { text } = await runOn(instances, fakeContext(cluster));
  expect(text).toMatch(/^default +starting +4\/5/m);
  expect(text).toMatch(
    /\n\nStarting: health checks .*\nNext: temporal-start status \(asks the services themselves\)\n$/,
  );
});

test("settings that are not usable do not matter", async () => {
  const context = { ...fakeContext(FakeCluster.running()), settings: () => Promise.reject(new Error("unusable")) };
  expect((await runOn(instances, context)).exitCode).toBe(0);
});
