import { expect, test } from "vitest";
import { interpretHealth } from "../../../src/doctor/cluster/running-cluster.ts";
import { reportHealth } from "../../../src/health/health-report.ts";
import { containerOf } from "../../support/containers.ts";
import { testTopology, testUnit } from "../../support/settings.ts";

const unit = testUnit("temporal-server");
const reportOf = (container: ReturnType<typeof containerOf>, ends: readonly { readonly outOfMemory: boolean }[] = []) =>
  reportHealth(testTopology(), [{ unit, container, ends: ends.map((end) => ({ id: "x", exitCode: 137, ...end })) }], 0);

test("a service that is killed over and over is named with its cause", () => {
  const report = reportOf(containerOf("temporal-server", { state: "restarting" }), [{ outOfMemory: true }]);
  expect(interpretHealth(report)).toMatchObject([
    {
      subject: "temporal-server",
      state: "failure",
      seen: "The container ends and is restarted over and over: it was killed for lack of memory.",
    },
  ]);
});

test.each([
  ["runs", containerOf("temporal-server")],
  ["was paused by somebody", containerOf("temporal-server", { state: "paused" })],
  ["is stopped", containerOf("temporal-server", { state: "exited", exitCode: 0 })],
])("a service that %s is for status to tell", (_, container) => {
  expect(interpretHealth(reportOf(container)).map(({ state }) => state)).toEqual(["ok"]);
});

test("an index that was lost is a failure", () => {
  const notice = {
    id: "INDEX_PARTIAL",
    level: "fault",
    service: "temporal-elasticsearch",
    message: "Lost.",
    hint: "Do.",
  };
  const report = { ...reportOf(containerOf("temporal-server")), notices: [notice] } as Parameters<
    typeof interpretHealth
  >[0];
  expect(interpretHealth(report)).toMatchObject([{ state: "failure", seen: "Lost.", todo: "Do." }]);
});
