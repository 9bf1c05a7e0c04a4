import { expect, test } from "vitest";
import { isCi } from "../../../src/cluster/settings/ci.ts";

test.each([
  [{}, false],
  [{ CI: "" }, false],
  [{ CI: "true" }, true],
  [{ CI: "woodpecker" }, true],
])("%j is CI: %s", (environment, expected) => {
  expect(isCi(environment)).toBe(expected);
});
