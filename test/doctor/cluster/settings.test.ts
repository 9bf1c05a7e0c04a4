import { expect, test } from "vitest";
import { interpretProblems, interpretSettings } from "../../../src/doctor/cluster/settings.ts";
import { TemporalStartError } from "../../../src/errors.ts";
import { testSettings } from "../../support/settings.ts";

test.each([
  ["127.0.0.1", "ok"],
  ["127.0.0.2", "ok"],
  ["::1", "ok"],
  ["0.0.0.0", "failure"],
  ["::", "failure"],
  ["192.0.2.1", "failure"],
])("ports on %s are %s", (address, state) => {
  expect(interpretSettings(testSettings({ TEMPORAL_BIND_ADDRESS: address })).state).toBe(state);
});

test("what is open to others is a failure, unless a setting says that it is meant", () => {
  const open = { TEMPORAL_BIND_ADDRESS: "0.0.0.0" };
  expect(interpretSettings(testSettings(open))).toMatchObject({
    state: "failure",
    todo: expect.stringContaining("TEMPORAL_EXPOSE=insecure") as string,
  });
  const meant = interpretSettings(testSettings({ ...open, TEMPORAL_EXPOSE: "insecure" }));
  expect(meant.state).toBe("warning");
});

test("a service that is opened alone is the one that is named", () => {
  const { state, seen, todo } = interpretSettings(testSettings({ TEMPORAL_SERVER_BIND_ADDRESS: "0.0.0.0" }));
  expect(state).toBe("failure");
  expect(seen).toBe("open to whoever reaches this machine, without any login: Temporal Server on 0.0.0.0");
  expect(todo).toContain("temporal:7233");
});

test("a server that asks for a certificate is not open", () => {
  const tls = { TEMPORAL_SECURITY: "tls" };
  const server = interpretSettings(testSettings({ ...tls, TEMPORAL_SERVER_BIND_ADDRESS: "0.0.0.0" }));
  expect(server.state).toBe("ok");
  const all = interpretSettings(testSettings({ ...tls, TEMPORAL_BIND_ADDRESS: "0.0.0.0" }));
  expect(all.seen).toContain("Web UI on 0.0.0.0");
  expect(all.seen).not.toContain("Temporal Server");
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
