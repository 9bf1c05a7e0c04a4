import { describe, expect, test } from "vitest";
import { type Release, releaseOf, serverReleases } from "../../src/cluster/versions.ts";
import { changesOf, vulnerabilitiesAt } from "../../src/upgrade/changes.ts";
import { canGoBack, wayTo } from "../../src/upgrade/way.ts";
import { failureOf } from "../support/expect-failure.ts";

const targetOf = (version: string): Release => {
  const [first] = serverReleases;
  if (first === undefined) throw new Error("The table is empty.");
  return releaseOf(version) ?? { version, images: first.images, changes: [] };
};
const wayBetween = (from: string, to: string): readonly string[] =>
  wayTo(from, targetOf(to), serverReleases).map(({ version }) => version);

describe("the way between two versions", () => {
  test.each([
    ["1.22.0", "1.22.6", ["1.22.6"]],
    ["1.22.0", "1.23.1", ["1.22.6", "1.23.1"]],
    ["1.22.6", "1.23.1", ["1.23.1"]],
    ["1.22.0", "1.25.2", ["1.22.6", "1.23.1", "1.24.2", "1.25.2"]],
    ["1.23.0", "1.24.2", ["1.23.1", "1.24.2"]],
    ["1.26.2", "1.30.4", ["1.27.3", "1.28.1", "1.29.2", "1.30.4"]],
    ["1.21.5", "1.22.0", ["1.22.0"]],
    ["1.22.6", "1.22.6", []],
    ["1.22.0", "1.22.7", ["1.22.7"]],
    ["1.22.0", "1.23.0", ["1.22.6", "1.23.0"]],
  ])("from %s to %s", (from, to, way) => {
    expect(wayBetween(from, to)).toEqual(way);
  });

  test.each([
    ["1.23.1", "1.22.6", "UPGRADE_BACKWARDS"],
    ["1.20.4", "1.22.6", "UPGRADE_TOO_FAR"],
  ])("from %s to %s is none: %s", async (from, to, code) => {
    expect((await failureOf(() => wayBetween(from, to))).facts.code).toBe(code);
  });

  test("a minor version that is missing in the list is not passed over", async () => {
    const holed = serverReleases.filter(({ version }) => !version.startsWith("1.24."));
    const failure = await failureOf(() => wayTo("1.22.0", targetOf("1.25.2"), holed));
    expect(failure.facts.code).toBe("UPGRADE_TOO_FAR");
  });

  test("every release of the table can be reached from the first", () => {
    const [first] = serverReleases;
    for (const { version } of serverReleases)
      expect(wayBetween(first?.version ?? "", version).at(-1) ?? version).toBe(version);
  });
});

test.each([
  ["1.23.1", "1.22.6", true],
  ["1.22.6", "1.22.0", true],
  ["1.25.2", "1.22.6", false],
])("from %s back to %s: %s", (from, to, isPossible) => {
  expect(canGoBack(from, to)).toBe(isPossible);
});

test("a step says what it changes in the stores, the page and the programs", () => {
  const [first, fixes, second] = serverReleases;
  if (fixes === undefined || second === undefined) throw new Error("The table has three releases.");
  expect(changesOf(first, fixes)).toContain("The schema stays as it is.");
  expect(changesOf(first, fixes)).toContain("Web UI 2.21.3 → 2.26.2");
  expect(changesOf(fixes, second)[0]).toBe(
    "schema of the database 1.10 → 1.11, schema of its visibility 1.3 → 1.4, template of the index 5 → 6",
  );
  expect(changesOf(undefined, second)[0]).toContain("schema of the database → 1.11");
});

test("a vulnerability is known of the versions that have it", () => {
  expect(vulnerabilitiesAt("1.22.6")).toEqual(["CVE-2024-2689"]);
  expect(vulnerabilitiesAt("1.23.1")).toEqual([]);
});
