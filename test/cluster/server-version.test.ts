import { expect, test } from "vitest";
import { minorOf, versionOfImage } from "../../src/cluster/server-version.ts";
import { releaseOf, serverReleases, standInOf, versions } from "../../src/cluster/versions.ts";

test.each([
  ["temporalio/server:1.22.0", "1.22.0"],
  ["temporal-start/server:1.23.1", "1.23.1"],
  ["registry.example:5000/mirror/temporalio/server:v1.24.2", "1.24.2"],
  ["temporalio/admin-tools:1.24.2-tctl-1.18.1-cli-1.0.0", "1.24.2"],
  [`temporalio/server:1.22.0@sha256:${"a".repeat(64)}`, "1.22.0"],
  ["temporalio/server:latest", undefined],
  ["temporalio/server:1.22", undefined],
  ["temporalio/server", undefined],
  [`temporalio/server@sha256:${"1".repeat(64)}`, undefined],
  ["localhost:5000/server", undefined],
])("the version of %s is %s", (reference, version) => {
  expect(versionOfImage(reference)).toBe(version);
});

test("minor versions are ordered across tens and majors", () => {
  expect(minorOf("1.9.0")).toBeLessThan(minorOf("1.10.0"));
  expect(minorOf("1.999.0")).toBeLessThan(minorOf("2.0.0"));
});

test("what stands in for an upstream image has the same version", () => {
  for (const { version, images } of serverReleases) {
    expect(standInOf(images.adminTools.upstream)).toBe(`temporal-start/admin-tools:${version}`);
    expect(versionOfImage(images.server.upstream)).toBe(version);
    // Upstream has none for some patches; those of another patch carry the same schema.
    expect(minorOf(versionOfImage(images.adminTools.upstream) ?? "")).toBe(minorOf(version));
  }
  expect(standInOf("temporalio/server:1.0.0")).toBeUndefined();
  expect(releaseOf(versions.server)).toBe(serverReleases[0]);
});
