import { expect, test } from "vitest";
import { topologyOf } from "../../../src/cluster/topology.ts";
import type { World } from "../../../src/doctor/check.ts";
import { throwAway } from "../../../src/doctor/cluster/throw-away.ts";
import { FakeCluster } from "../../support/fake-cluster.ts";
import { fakeEngine } from "../../support/fake-runtime.ts";
import { testSettings } from "../../support/settings.ts";

const lookBeside = (instance: string, left: readonly string[]) => {
  const { values } = testSettings({ TEMPORAL_INSTANCE: instance });
  const volumesOf: ReturnType<typeof fakeEngine>["volumesOf"] = async (whose) =>
    typeof whose === "object" && left.includes(whose.instance) ? [{ name: "of it", marks: {} }] : [];
  const engine = { ...fakeEngine(new FakeCluster()), volumesOf };
  return throwAway.look({
    engine: async () => engine,
    settings: async () => ({ values, topology: topologyOf(values) }),
  } as unknown as World);
};

test("where no drill or rehearsal has left anything all is well", async () => {
  expect(await lookBeside("", ["another-drill", "blue-rehearsal"])).toMatchObject([{ state: "ok" }]);
});

test("what a killed one has left is told with the command that removes it", async () => {
  const [found] = await lookBeside("", ["drill"]);
  expect(found?.state).toBe("warning");
  expect(found?.todo).toContain("temporal-start --instance drill reset");
  expect(await lookBeside("blue", ["blue-drill", "blue-rehearsal"])).toHaveLength(2);
});

test("a long name is cut as it was when it was made", async () => {
  const name = "a-name-of-thirty-letters-or-so";
  const [finding] = await lookBeside(name, [`${name.slice(0, 20)}-rehearsal`]);
  expect(finding?.todo).toContain(`--instance ${name.slice(0, 20)}-rehearsal `);
});
