import { expect, test } from "vitest";
import type { ContainerFacts } from "../../src/interfaces/engine-facts.ts";
import { otherServerVersion } from "../../src/plan/other-server-version.ts";
import { containerOf, imagesFrom, snapshotOf, volume } from "../support/containers.ts";
import { testSettings } from "../support/settings.ts";

const server = "temporal-server";

/** What stands in the way of a start that wants a version, beside what ran before. */
function blockersOf(wanted: string, before: Partial<ContainerFacts> | undefined, volumes = ["temporal-postgres-data"]) {
  const image = `temporalio/server:${wanted}`;
  const settings = testSettings({
    TEMPORAL_SERVER_IMAGE: image,
    TEMPORAL_CLI_IMAGE: `temporalio/admin-tools:${wanted}`,
  });
  const containers = before === undefined ? [] : [containerOf(server, before)];
  const images = imagesFrom(new Map([[image, `id-of-${image}`]]), settings);
  const snapshot = snapshotOf(containers, { images, volumes: volumes.map((name) => volume(name)) });
  return otherServerVersion(settings.topology, snapshot);
}

test("a server of another version than the one that ran is refused, with both versions and the way", () => {
  const [blocker] = blockersOf("1.23.1", { image: "temporalio/server:1.22.0" });
  expect(blocker).toMatchObject({ code: "SERVER_VERSION_DIFFERS" });
  expect(blocker?.message).toContain("The data is of server 1.22.0, and TEMPORAL_SERVER_IMAGE is 1.23.1");
  expect(blocker?.hint).toContain("temporal-start upgrade apply");
});

test.each([
  ["the same version ran", "1.22.0", { image: "mirror.example.org/temporalio/server:1.22.0" }],
  ["none ran yet", "1.23.1", { image: "temporalio/server:1.22.0", state: "created" }],
  ["the image hides its version", "1.23.1", { image: "temporalio/server:latest" }],
  ["no container is there, and the schema job asks the data", "1.23.1", undefined],
] as const)("nothing stands in the way where %s", (_, wanted, before) => {
  expect(blockersOf(wanted, before)).toEqual([]);
});

test("nothing stands in the way where there is no data of a store", () => {
  expect(blockersOf("1.23.1", { image: "temporalio/server:1.22.0" }, [])).toEqual([]);
});
