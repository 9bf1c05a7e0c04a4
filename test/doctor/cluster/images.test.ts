import { expect, test } from "vitest";
import { interpretImage } from "../../../src/doctor/cluster/images.ts";
import { interpretVersions } from "../../../src/doctor/cluster/vulnerabilities.ts";

test.each([
  ["present", "upstream", "amd64", "ok"],
  ["built for another architecture", "local", "arm64", "warning"],
  ["missing", "missing", undefined, "warning"],
] as const)("an image that is %s", (_, source, architecture, state) => {
  expect(interpretImage({ reference: "postgres:15", source }, architecture, "amd64").state).toBe(state);
});

const idsOf = (setting: string, reference: string) =>
  interpretVersions([{ setting, reference }]).flatMap(({ subject }) => subject ?? []);

test.each([
  ["TEMPORAL_SERVER_IMAGE", "temporalio/server:1.22.0", ["CVE-2024-2689"]],
  ["TEMPORAL_SERVER_IMAGE", "temporal-start/server:1.22.0", ["CVE-2024-2689"]],
  ["TEMPORAL_SERVER_IMAGE", "registry:5000/server:1.22.6", ["CVE-2024-2689"]],
  ["TEMPORAL_SERVER_IMAGE", "temporalio/server:1.22.7", []],
  ["TEMPORAL_SERVER_IMAGE", "temporalio/server:1.21.3", []],
  ["TEMPORAL_SERVER_IMAGE", "registry:5000/server", []],
  ["TEMPORAL_SERVER_IMAGE", "temporalio/server:latest", []],
  ["TEMPORAL_WEB_IMAGE", "temporalio/ui:2.21.3", ["CVE-2024-2435"]],
  ["TEMPORAL_WEB_IMAGE", "temporalio/ui:2.24.3", []],
  ["TEMPORAL_CLI_IMAGE", "temporalio/admin-tools:1.22.0", []],
])("%s=%s has %j", (setting, reference, ids) => {
  expect(idsOf(setting, reference)).toEqual(ids);
});
