import { expect, test } from "vitest";
import { interpretImage } from "../../../src/doctor/cluster/images.ts";
import { interpretVersions } from "../../../src/doctor/cluster/vulnerabilities.ts";

const postgres = { services: ["temporal-postgres"], setting: "POSTGRES_IMAGE", reference: "acme/database:15" } as const;
const cli = {
  services: ["temporal-schema", "temporal-cli"],
  setting: "TEMPORAL_CLI_IMAGE",
  reference: "acme/cli",
} as const;

test.each([
  ["present", "upstream", "amd64", "ok"],
  ["built for another architecture", "local", "arm64", "warning"],
  ["missing", "missing", undefined, "warning"],
] as const)("an image that is %s", (_, source, architecture, state) => {
  const found = architecture && { architecture, exposedPorts: [5432] };
  expect(interpretImage({ ...postgres, source }, found, "amd64").state).toBe(state);
});

test.each([
  ["PostgreSQL's own port", postgres, [5432], undefined],
  ["no port at all", postgres, [], undefined],
  ["a port of nobody here, beside its own", postgres, [5432, 9999], undefined],
  ["a port of nobody here alone", postgres, [9999], undefined],
  ["the port of Elasticsearch", postgres, [9200, 9300], "Elasticsearch"],
  ["the server's port, for a container that has none of its own", cli, [7233], undefined],
] as const)("an image that exposes %s", (_, image, exposedPorts, other) => {
  const finding = interpretImage({ ...image, source: "configured" }, { architecture: "amd64", exposedPorts }, "amd64");
  expect(finding.code).toBe(other === undefined ? undefined : "IMAGE_OF_OTHER_SERVICE");
  if (other !== undefined) expect(finding.seen).toBe(`is an image of ${other}, and POSTGRES_IMAGE names it`);
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
