import { expect, test } from "vitest";
import { hostOf } from "../../../src/cluster/settings/host.ts";

test.each([
  ["127.0.0.1", "127.0.0.1"],
  ["0.0.0.0", "127.0.0.1"],
  ["192.168.1.5", "192.168.1.5"],
  ["::", "[::1]"],
  ["::1", "[::1]"],
  ["fd00::5", "[fd00::5]"],
])("what is published on %s is reached at %s", (bindAddress, host) => {
  expect(hostOf(bindAddress)).toBe(host);
});
