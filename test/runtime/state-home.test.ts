import { expect, test } from "vitest";
import { stateHome } from "../../src/runtime/state-home.ts";

test.each([
  [{}, "/home/ada/.local/state"],
  [{ XDG_STATE_HOME: "" }, "/home/ada/.local/state"],
  [{ XDG_STATE_HOME: "/var/state" }, "/var/state"],
])("with %j the state of /home/ada is in %s", (environment, folder) => {
  expect(stateHome(environment, "/home/ada")).toBe(folder);
});
