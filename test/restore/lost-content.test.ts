import { describe, expect, test } from "vitest";
import { type Found, lostContent } from "../../src/restore/lost-content.ts";
import { smallManifest } from "../support/small-backup.ts";

const manifest = {
  ...smallManifest,
  counts: { executions: 10, open: 3 },
  searchAttributes: { temporal_visibility_v1: { Colour: "Keyword" } },
};
const checksums = { counts: { executions: 14, open: 2 } };
const { cluster, namespaces, searchAttributes } = manifest;
const found: Found = { cluster, namespaces, searchAttributes, counts: { executions: 12, open: 9 } };
const [namespace] = namespaces;

describe("What a restored database lacks", () => {
  test.each([0, 10, 14, 24])("is nothing with %d executions, about what was counted before and after", (executions) => {
    expect(lostContent(manifest, checksums, { ...found, counts: { executions, open: 0 } })).toEqual([]);
  });

  test("is not told of what came to it since", () => {
    const more = {
      namespaces: [...namespaces, { name: "new", id: "ff", retentionSeconds: 1 }],
      searchAttributes: { temporal_visibility_v1: { Colour: "Keyword", New: "Int" } },
    };
    expect(lostContent(manifest, checksums, { ...found, ...more })).toEqual([]);
  });

  test.each<[string, Partial<Found>, string]>([
    [
      "more executions",
      { counts: { executions: 25, open: 0 } },
      "There are 25 executions, not between about 10 and 14.",
    ],
    ["no namespace", { namespaces: [] }, "Namespace default is not there."],
    [
      "another retention",
      { namespaces: namespaces.map((one) => ({ ...one, retentionSeconds: 1 })) },
      `Namespace default has 1 s of retention, not ${String(namespace?.retentionSeconds)}.`,
    ],
    [
      "another namespace",
      { namespaces: namespaces.map((one) => ({ ...one, id: "00" })) },
      "Namespace default is not there.",
    ],
    ["no attribute", { searchAttributes: {} }, "Search attribute Colour=Keyword is not there."],
    [
      "another type",
      { searchAttributes: { temporal_visibility_v1: { Colour: "Text" } } },
      "Search attribute Colour=Keyword is not there.",
    ],
    [
      "another cluster",
      { cluster: { ...cluster, historyShards: 4 } },
      `The cluster is active (${cluster.id}) with 4 history shards, not active (${cluster.id}) with 64 history shards.`,
    ],
  ])("with %s", (_, change, told) => {
    expect(lostContent(manifest, checksums, { ...found, ...change })).toEqual([told]);
  });
});

test("of many executions a hundredth may have come and gone", () => {
  const many = { ...manifest, counts: { executions: 100_000, open: 0 } };
  const told = (executions: number): readonly string[] =>
    lostContent(many, { counts: { executions: 100_000, open: 0 } }, { ...found, counts: { executions, open: 0 } });
  expect(told(99_000)).toEqual([]);
  expect(told(98_999)).toEqual(["There are 98999 executions, not about 100000."]);
});
