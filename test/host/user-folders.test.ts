import { expect, test } from "vitest";
import { TemporalStartError } from "../../src/errors.ts";
import { cacheHome, stateHome } from "../../src/host/user-folders.ts";

test.each([
  [{}, "/home/ada/.local/state"],
  [{ XDG_STATE_HOME: "" }, "/home/ada/.local/state"],
  [{ XDG_STATE_HOME: "/var/state" }, "/var/state"],
])("with %j the state of /home/ada is in %s", (environment, folder) => {
  expect(stateHome(environment, "/home/ada")).toBe(folder);
});

test.each([
  [{}, "/home/ada/.cache"],
  [{ XDG_CACHE_HOME: "cache" }, "/home/ada/.cache"],
  [{ XDG_CACHE_HOME: "/var/cache" }, "/var/cache"],
])("with %j what can be made again is in %s", (environment, folder) => {
  expect(cacheHome(environment, "/home/ada")).toBe(folder);
});

test("without a home it is nowhere, and not in the folder of the call", () => {
  expect(() => cacheHome({ XDG_STATE_HOME: "/state" }, "")).toThrow(TemporalStartError);
});
