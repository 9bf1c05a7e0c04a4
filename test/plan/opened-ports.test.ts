import { describe, expect, test } from "vitest";
import type { ServiceName } from "../../src/cluster/services/index.ts";
import type { StepAction } from "../../src/plan/decision.ts";
import { openedPorts } from "../../src/plan/opened-ports.ts";
import type { StartPlan } from "../../src/plan/plan.ts";
import { containerOf } from "../support/containers.ts";
import { testSettings, testTopology } from "../support/settings.ts";

const planOf = (
  service: ServiceName,
  action: StepAction,
  before: Readonly<Record<string, string>> = {},
): Pick<StartPlan, "steps" | "observed" | "topology"> => ({
  topology: testTopology(),
  steps: [{ action, service, subject: service, reason: "settings changed", isNew: true }],
  observed: new Map([[service, containerOf(service, {}, testSettings(before).values)]]),
});

const server = testSettings({ TEMPORAL_SERVER_BIND_ADDRESS: "0.0.0.0" }).values;
const all = testSettings({ TEMPORAL_BIND_ADDRESS: "0.0.0.0" }).values;

test.each([
  ["all services", all],
  ["the server alone", server],
])("a start that opens %s names the server", (_, settings) => {
  expect(openedPorts(planOf("temporal-server", "recreate"), settings)).toMatch(
    /^This start opens to other machines .*: Temporal Server on 0\.0\.0\.0\. /,
  );
});

describe("nothing is said", () => {
  test.each([
    ["of another service than the one that is opened", planOf("temporal-postgres", "recreate"), server],
    ["where it was open before", planOf("temporal-server", "recreate", { TEMPORAL_BIND_ADDRESS: "0.0.0.0" }), all],
    ["where nothing is replaced", planOf("temporal-server", "keep"), all],
    ["where it stays closed", planOf("temporal-server", "recreate"), testSettings().values],
    ["of a service without ports", planOf("temporal-cli", "recreate"), all],
  ])("%s", (_, plan, settings) => {
    expect(openedPorts(plan, settings)).toBeUndefined();
  });
});
