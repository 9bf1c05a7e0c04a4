import { expect, test } from "vitest";
import type { Manifest } from "../../src/backup/manifest.ts";
import { misfits } from "../../src/restore/misfits.ts";
import { testSettings } from "../support/settings.ts";
import { smallManifest as manifest } from "../support/small-backup.ts";

const of = (change: Partial<Manifest["database"]>): Manifest => {
  return { ...manifest, database: { ...manifest.database, ...change } };
};

test("a backup of such a cluster fits", () => {
  expect(misfits(manifest, testSettings().values)).toEqual([]);
});

test("one of an older schema fits: the schema job brings it up", () => {
  expect(misfits(of({ schemas: { temporal: "1.9", temporal_visibility: "1.2" } }), testSettings().values)).toEqual([]);
});

test("one of a server that is not the default fits that server, whatever its schema", () => {
  const image = "temporalio/server:1.24.2";
  const backup = { ...of({ schemas: { temporal: "1.12" } }), images: { "temporal-server": image } };
  expect(misfits(backup, testSettings({ TEMPORAL_SERVER_IMAGE: image }).values)).toEqual([]);
  expect(misfits(backup, testSettings().values)).toHaveLength(1);
});

const underAnotherIndex = { ...manifest, searchAttributes: { temporal_visibility_v1_other: { Kind: "Keyword" } } };

test.each([
  ["another index", underAnotherIndex, {}, /TEMPORAL_VISIBILITY_INDEX=temporal_visibility_v1_other/],
  ["another major version", of({ version: "16.1 (Debian)" }), {}, /PostgreSQL 16/],
  [
    "a newer schema",
    of({ schemas: { temporal: "1.11", temporal_visibility: "1.3" } }),
    {},
    /temporal is at version 1\.11/,
  ],
  ["another database", of({ name: "orders" }), {}, /POSTGRES_DB=orders/],
  ["another role", of({ user: "orders" }), {}, /POSTGRES_USER=orders/],
  ["another number of shards", manifest, { TEMPORAL_HISTORY_SHARDS: "4" }, /TEMPORAL_HISTORY_SHARDS=64.*say 4/],
])("one of %s does not, and says what to write", (_, backup, settings, says) => {
  expect(misfits(backup, testSettings(settings).values).join("\n")).toMatch(says);
});
