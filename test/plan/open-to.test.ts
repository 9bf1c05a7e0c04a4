import { expect, test } from "vitest";
import { openTo } from "../../src/plan/open-to.ts";
import { testSettings } from "../support/settings.ts";

test.each([
  [{}, "this machine alone, without a login"],
  [{ TEMPORAL_WEB_BIND_ADDRESS: "0.0.0.0" }, "other machines, on 0.0.0.0, without a login"],
  [
    { TEMPORAL_SECURITY: "tls", TEMPORAL_BIND_ADDRESS: "10.0.0.1" },
    "other machines, on 10.0.0.1, with a certificate of the instance; the page without a login",
  ],
  // Which are not published then.
  [
    { TEMPORAL_SECURITY: "full", POSTGRES_BIND_ADDRESS: "0.0.0.0" },
    "this machine alone, with a certificate and a token; the page with a login",
  ],
])("%j is open to %s", (flags, words) => {
  const { values, topology } = testSettings(flags as Readonly<Record<string, string>>);
  expect(openTo(values, topology)).toBe(words);
});
