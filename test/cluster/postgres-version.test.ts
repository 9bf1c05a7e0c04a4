import { expect, test } from "vitest";
import { majorOf, postgresMajorOf, postgresReleaseOf } from "../../src/cluster/postgres-version.ts";
import { imageTags, postgresReleases } from "../../src/cluster/versions.ts";

test.each([
  ["postgres:17.6-bookworm", "17"],
  ["temporal-start/postgres:15", "15"],
  ["registry:5000/team/postgres:16.4", "16"],
  ["registry:5000/team/postgres", undefined],
  ["postgres:15@sha256:0123", "15"],
  ["postgres:latest", undefined],
  ["team/postgres:1.4", undefined],
  ["team/postgres:20240101", undefined],
  ["postgres", undefined],
])("the major version of the image %s is %s", (reference, major) => {
  expect(postgresMajorOf(reference)).toBe(major);
});

test("of a version that PostgreSQL tells", () => {
  expect(majorOf("15.14 (Debian 15.14-0+deb12u1)")).toBe("15");
});

test("the images of the table are of the versions they stand for, and the first is the default", () => {
  for (const { major, images } of postgresReleases) {
    expect(postgresMajorOf(images.upstream)).toBe(major);
    expect(postgresMajorOf(images.local)).toBe(major);
    expect(postgresReleaseOf(major)?.images).toEqual(images);
  }
  expect(postgresReleases[0]?.images).toEqual(imageTags.postgres);
  expect(postgresReleaseOf("14")).toBeUndefined();
});
