import { expect, test } from "vitest";
import type { ContainerFacts } from "../../src/interfaces/engine-facts.ts";
import { otherElasticsearchVersion } from "../../src/plan/other-elasticsearch-version.ts";
import { containerOf, imagesFrom, snapshotOf, volume } from "../support/containers.ts";
import { testSettings } from "../support/settings.ts";

const elasticsearch = "temporal-elasticsearch";
const data = ["temporal-elasticsearch-data"];

/** What stands in the way of a start that wants an image, beside what ran before. */
function blockersOf(image: string, before: Partial<ContainerFacts> | undefined, volumes = data) {
  const settings = testSettings({ ELASTICSEARCH_IMAGE: image });
  const containers = before === undefined ? [] : [containerOf(elasticsearch, before)];
  const images = imagesFrom(new Map([[image, `id-of-${image}`]]), settings);
  const snapshot = snapshotOf(containers, { images, volumes: volumes.map((name) => volume(name)) });
  return otherElasticsearchVersion(settings.topology, snapshot);
}

test.each(["7.17.29", "7.17.1"])("another version than the one that has the index is refused: %s", (version) => {
  const [blocker] = blockersOf(`mirror.example.org/elasticsearch:${version}`, {
    image: "temporal-start/elasticsearch:7.17.9",
  });
  expect(blocker).toMatchObject({ code: "INDEX_VERSION_DIFFERS" });
  expect(blocker?.message).toContain(`The index is of Elasticsearch 7.17.9, and ELASTICSEARCH_IMAGE is ${version}`);
  expect(blocker?.hint).toContain(`temporal-start upgrade elasticsearch --to ${version}`);
});

test.each([
  ["the same version ran", "temporal-start/elasticsearch:7.17.9", { image: "elasticsearch:7.17.9" }],
  ["none ran yet", "elasticsearch:7.17.29", { image: "elasticsearch:7.17.9", state: "created" }],
  ["the image hides its version", "elasticsearch:latest", { image: "elasticsearch:7.17.9" }],
  ["no container is there", "elasticsearch:7.17.29", undefined],
] as const)("nothing stands in the way where %s", (_, image, before) => {
  expect(blockersOf(image, before)).toEqual([]);
});

test("nothing stands in the way where the index is gone", () => {
  expect(blockersOf("elasticsearch:7.17.29", { image: "elasticsearch:7.17.9" }, [])).toEqual([]);
});
