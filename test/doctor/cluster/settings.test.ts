import { expect, test } from "vitest";
import { interpretProblems, interpretSettings } from "../../../src/doctor/cluster/settings.ts";
import { TemporalStartError } from "../../../src/errors.ts";
import { testSettings } from "../../support/settings.ts";

test.each([
  ["127.0.0.1", "ok"],
  ["127.0.0.2", "ok"],
  ["::1", "ok"],
  ["0.0.0.0", "warning"],
  ["::", "warning"],
  ["192.0.2.1", "warning"],
])("ports on %s are %s", (address, state) => {
  expect(interpretSettings(testSettings({ TEMPORAL_BIND_ADDRESS: address })).state).toBe(state);
});

test("a service that is opened alone is the one that is named", () => {
  const { state, seen, todo } = interpretSettings(testSettings({ TEMPORAL_SERVER_BIND_ADDRESS: "0.0.0.0" }));
  expect(state).toBe("warning");
  expect(seen).toBe("open to whoever reaches this machine, without any login: Temporal Server on 0.0.0.0");
  expect(todo).toContain("temporal:7233");
});

test("each problem is a failure with its place", () => {
  const details = ["temporal.env:3: POSTGRES_PORT must be a number.", "--set: X is not a setting."];
  const error = new TemporalStartError({
    code: "SETTINGS_INVALID",
    category: "settings",
    message: "2 settings",
    details,
  });
  expect(interpretProblems(error).map(({ state, seen }) => ({ state, seen }))).toEqual(
    details.map((seen) => ({ state: "failure", seen })),
  );
});
