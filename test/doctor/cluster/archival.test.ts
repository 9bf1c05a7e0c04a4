import { expect, test } from "vitest";
import { interpretArchives, interpretPaths } from "../../../src/doctor/cluster/archival.ts";
import { toNamespaceFacts } from "../../../src/temporal/admin/temporal-namespace.ts";
import { testSettings } from "../../support/settings.ts";

const { values } = testSettings({ TEMPORAL_INSTANCE: "blue" });
const [on, off] = [2, 1];
const facts = (config: Parameters<typeof toNamespaceFacts>[0]["config"]) =>
  toNamespaceFacts({ namespaceInfo: { name: "orders" }, ...(config === undefined ? {} : { config }) });

test("archives in the server's container are named, with the way to keep what is there", () => {
  const config = {
    ...{ historyArchivalState: on, historyArchivalUri: "file:///tmp/temporal_archival/development" },
    ...{ visibilityArchivalState: on, visibilityArchivalUri: "s3://bucket" },
  };
  expect(interpretArchives([facts(config)], values)).toEqual([
    {
      subject: "orders",
      state: "failure",
      code: "ARCHIVE_IN_CONTAINER",
      endsReplacing: "temporal-server",
      seen: "archives to file:///tmp/temporal_archival/development in the container temporal-blue-server, and is lost with it",
      todo: "Copy it out (docker cp temporal-blue-server:/tmp/temporal_archival/development FOLDER), then switch it off: temporal-start cli operator namespace update --history-archival-state disabled --visibility-archival-state disabled orders",
    },
  ]);
});

test.each([
  ["that never had one", undefined],
  ["whose archive is switched off", { historyArchivalState: off, historyArchivalUri: "file:///tmp/a" }],
  ["whose archive is somewhere else", { visibilityArchivalState: on, visibilityArchivalUri: "s3://bucket" }],
])("a namespace %s is well", (_, config) => {
  expect(interpretArchives([facts(config)], values)).toEqual([
    { state: "ok", seen: "no namespace archives into a container" },
  ]);
});

test("archives in a container that does not run are named, with the way to keep them", () => {
  const folder = "/tmp/temporal_archival/development";
  const paths = [
    "/tmp",
    folder,
    `${folder}/1_2.history`,
    `${folder}/3_4.visibility`,
    "/etc/temporal/config/docker.yaml",
  ];
  expect(interpretPaths(paths, "temporal-server")).toEqual([
    {
      state: "failure",
      code: "ARCHIVE_IN_CONTAINER",
      endsReplacing: "temporal-server",
      seen: `2 archived files are in the container temporal-server, in ${folder}, and are lost with it`,
      todo: `Copy them out (docker cp temporal-server:${folder} FOLDER), then remove it (docker rm temporal-server) and start`,
    },
  ]);
  expect(interpretPaths(["/tmp"], "temporal-server")[0]?.state).toBe("ok");
});
