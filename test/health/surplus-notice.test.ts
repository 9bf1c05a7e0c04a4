import { expect, test } from "vitest";
import { status } from "../../src/commands/status/status.ts";
import { wait } from "../../src/commands/wait/wait.ts";
import { failureOf } from "../support/expect-failure.ts";
import { FakeCluster } from "../support/fake-cluster.ts";
import { fakeContext, inputOf, runOn } from "../support/fake-context.ts";
import { addon, withAddon } from "../support/invented-services.ts";
import { testTopology } from "../support/settings.ts";

/** Its add-on was switched off in the settings, and runs on. */
function switchedOff(): FakeCluster {
  const cluster = FakeCluster.running({}, withAddon);
  cluster.settings = { ...cluster.settings, topology: testTopology() };
  return cluster;
}

test("a part that was switched off and runs on is told until the next start removes it", async () => {
  const { exitCode, text } = await runOn(status, fakeContext(switchedOff()));
  expect(exitCode).toBe(0);
  expect(text).toContain(`${addon.name} runs and is no part of the cluster any more.`);
});

test("a cluster is not stopped as long as such a part runs", async () => {
  const cluster = switchedOff();
  for (const { name } of testTopology().units) cluster.change(name, { state: "exited", exitCode: 0 });
  const waiting = inputOf({ for: "stopped", waitTimeout: "2s" });
  const { facts } = await failureOf(() => runOn(wait, fakeContext(cluster), waiting));
  expect(facts.details).toContain(`${addon.name} is running.`);
  cluster.change(addon.name, { state: "exited", exitCode: 0 });
  expect((await runOn(wait, fakeContext(cluster), waiting)).exitCode).toBe(0);
});
