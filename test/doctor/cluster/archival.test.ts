import { describe, expect, test } from "vitest";
import { archival, interpretArchives } from "../../../src/doctor/cluster/archival.ts";
import { archivesIn } from "../../../src/observe/archives.ts";
import { toNamespaceFacts } from "../../../src/temporal/admin/temporal-namespace.ts";
import { containerOf, foreignContainer } from "../../support/containers.ts";
import { FakeCluster } from "../../support/fake-cluster.ts";
import { fakeEngine } from "../../support/fake-runtime.ts";
import { withThreeServers } from "../../support/invented-services.ts";

const [on, off] = [2, 1];
const folder = "/tmp/temporal_archival/development";
const facts = (config: Parameters<typeof toNamespaceFacts>[0]["config"]) =>
  toNamespaceFacts({ namespaceInfo: { name: "orders" }, ...(config === undefined ? {} : { config }) });
const well = [{ state: "ok", seen: "nothing is archived into a container" }];

describe("what was archived into a container", () => {
  const archivesOf = (cluster: FakeCluster) =>
    archivesIn(fakeEngine(cluster), [...cluster.containers.values()], cluster.settings.topology);

  test("is found in every server, running or not, also in one that is no part of the cluster any more", async () => {
    const cluster = FakeCluster.running({}, withThreeServers);
    cluster.put(containerOf("temporal-server", { id: "old", name: "temporal-server-4", state: "exited" }));
    for (const name of ["temporal-server-2", "temporal-server-4"])
      cluster.writtenPaths.set(name, ["/tmp", folder, `${folder}/1_2.history`, `${folder}/3_4.visibility`]);
    expect(await archivesOf(cluster)).toEqual(
      ["temporal-server-2", "temporal-server-4"].map((container) => ({ container, folders: [folder], files: 2 })),
    );
  });

  test("is not what others wrote, nor what a server writes beside", async () => {
    const cluster = FakeCluster.running();
    cluster.put(foreignContainer("shop"));
    cluster.writtenPaths.set("shop", ["/a.history"]);
    cluster.writtenPaths.set("temporal-server", ["/etc/temporal/config/docker.yaml"]);
    expect(await archivesOf(cluster)).toEqual([]);
  });

  test("is named with the way to keep it", () => {
    expect(interpretArchives([{ container: "temporal-server", folders: [folder], files: 2 }], [], "")).toEqual([
      {
        state: "failure",
        code: "ARCHIVE_IN_CONTAINER",
        endsReplacing: "temporal-server",
        seen: `2 archived files are in the container temporal-server, in ${folder}, and are lost with it`,
        todo: `Copy them out (docker cp temporal-server:${folder} FOLDER), then remove it (docker rm --force temporal-server) and start`,
      },
    ]);
  });
});

describe("a namespace", () => {
  test("that archives into the container is named, and ends no start: a volume may be there", () => {
    const config = {
      ...{ historyArchivalState: on, historyArchivalUri: `file://${folder}` },
      ...{ visibilityArchivalState: on, visibilityArchivalUri: "s3://bucket" },
    };
    expect(interpretArchives([], [facts(config)], "temporal-blue-server")).toEqual([
      {
        subject: "orders",
        state: "failure",
        seen: `archives to file://${folder} in the container temporal-blue-server, where it is lost with it unless a volume of yours is there`,
        todo: "Switch it off: temporal-start cli operator namespace update --history-archival-state disabled --visibility-archival-state disabled orders",
      },
    ]);
  });

  test.each([
    ["that never had one", undefined],
    ["whose archive is switched off", { historyArchivalState: off, historyArchivalUri: "file:///tmp/a" }],
    ["whose archive is somewhere else", { visibilityArchivalState: on, visibilityArchivalUri: "s3://bucket" }],
  ])("%s is well", (_, config) => {
    expect(interpretArchives([], [facts(config)], "temporal-server")).toEqual(well);
  });
});

test("every start looks", () => {
  expect(archival.starts).toBe("every");
});
