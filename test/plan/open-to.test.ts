import { expect, test } from "vitest";
import { openTo } from "../../src/plan/open-to.ts";

test.each([
  ["off", ["127.0.0.1", "::1"], "this machine alone, without a login"],
  ["off", ["127.0.0.1", "0.0.0.0", "0.0.0.0"], "other machines, on 0.0.0.0, without a login"],
  ["tls", ["10.0.0.1"], "other machines, on 10.0.0.1, with a certificate of the instance; the page without a login"],
  ["full", ["127.0.0.1"], "this machine alone, with a certificate and a token; the page with a login"],
])("a cluster with %s on %j is open to %s", (security, addresses, words) => {
  expect(openTo(security, addresses)).toBe(words);
});
