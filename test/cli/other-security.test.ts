import { expect, test } from "vitest";
import { otherSecurity } from "../../src/cli/other-security.ts";
import { containerOf } from "../support/containers.ts";
import { testSettings } from "../support/settings.ts";

const closed = containerOf("temporal-server", { marks: { security: "tls" } });
const open = containerOf("temporal-server");

test.each([
  ["a closed server, asked in plain text", closed, "off", "TEMPORAL_SECURITY=tls in temporal.env"],
  ["an open server, asked by a certificate", open, "tls", "temporal-start start secures it"],
])("%s, is told with the way out", (_, container, wanted, hint) => {
  const { facts } = otherSecurity(container, testSettings({ TEMPORAL_SECURITY: wanted }).values) ?? {};
  expect(facts).toMatchObject({ code: "OTHER_SECURITY", hint: expect.stringContaining(hint) as string });
});

test.each([
  ["that is as the settings say", closed, "tls"],
  ["that is open, where nothing is wanted", open, "off"],
  ["that is not there", undefined, "tls"],
])("a server %s can be asked", (_, container, wanted) => {
  expect(otherSecurity(container, testSettings({ TEMPORAL_SECURITY: wanted }).values)).toBeUndefined();
});
