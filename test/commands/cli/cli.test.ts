import { expect, test } from "vitest";
import { topologyOf } from "../../../src/cluster/topology.ts";
import { cli } from "../../../src/commands/cli/cli.ts";
import { failureOf } from "../../support/expect-failure.ts";
import { FakeCluster } from "../../support/fake-cluster.ts";
import { fakeContext, inputOf, runOn } from "../../support/fake-context.ts";
import { servicesWith } from "../../support/invented-services.ts";
import { testSettings } from "../../support/settings.ts";

const input = inputOf({}, { arguments: ["workflow", "list"] });

test.each([0, 1, 130])("the exit code %i of the Temporal CLI is passed on", async (exitCodeInContainer) => {
  const result = await runOn(cli, fakeContext(FakeCluster.running(), { exitCodeInContainer }), input);
  expect(result).toEqual({ exitCode: exitCodeInContainer, data: { exitCode: exitCodeInContainer }, text: "" });
});

test.each(["exited", "paused", "created", "restarting"] as const)(
  "a CLI container that is %s is named with what to type",
  async (state) => {
    const cluster = FakeCluster.running();
    cluster.change("temporal-cli", { state });
    const { facts, exitCode } = await failureOf(() => runOn(cli, fakeContext(cluster), input));
    expect(exitCode).toBe(1);
    expect(facts).toMatchObject({
      code: "CLI_NOT_RUNNING",
      message: "The container temporal-cli does not run.",
      hint: "temporal-start start",
    });
  },
);

test("a missing CLI container is named as its instance names it", async () => {
  const { facts } = await failureOf(() =>
    runOn(cli, fakeContext(new FakeCluster({ TEMPORAL_INSTANCE: "blue" })), input),
  );
  expect(facts.message).toBe("The container temporal-blue-cli does not run.");
});

test("a cluster whose CLI is switched off says so", async () => {
  const { values } = testSettings();
  const topology = topologyOf(values, servicesWith({ "temporal-cli": { isOn: () => false } }));
  const { facts } = await failureOf(() => runOn(cli, fakeContext(FakeCluster.running({}, topology)), input));
  expect(facts).toMatchObject({ code: "SERVICE_OFF", category: "preflight" });
  expect(facts.message).toBe("This cluster has no CLI container of its own: the settings switch it off.");
});
