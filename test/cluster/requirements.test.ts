import { expect, test } from "vitest";
import { isOlder, memoryLimitBytes, readVersion, showBytes } from "../../src/cluster/requirements.ts";
import { type TestSettings, testSettings } from "../support/settings.ts";

test.each([
  ["2.16.9", "2.17", true],
  ["2.17", "2.17", false],
  ["2.17.0", "2.17", false],
  ["v2.6.1-desktop.1", "2.17", true],
  ["2.9", "2.17", true],
  ["3.0", "2.17", false],
  ["1.22.0", "1.22.7", true],
  ["1.22", "1.22.7", true],
  ["dev", "2.17", false],
  ["", "2.17", false],
])("%j is older than %s: %s", (version, least, expected) => {
  expect(isOlder(version, least)).toBe(expected);
});

test.each([
  ["2.26.1-4\n", "2.26.1"],
  ["docker-compose version 1.29.2, build 5becea4c", "1.29.2"],
  ["latest", undefined],
])("the version in %j is %s", (text, version) => {
  expect(readVersion(text)).toBe(version);
});

test("the memory limits of all services are added up", () => {
  const limitOf = ({ values, topology }: TestSettings): number => memoryLimitBytes(values, topology);
  expect(limitOf(testSettings({ POSTGRES_MEMORY: "1g" })) - limitOf(testSettings())).toBe(512 * 1_048_576);
});

test.each([
  [512 * 1_048_576, "512 MB"],
  [1.5 * 1_073_741_824, "1.5 GB"],
])("%i bytes are shown as %s", (bytes, text) => {
  expect(showBytes(bytes)).toBe(text);
});
