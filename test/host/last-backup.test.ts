import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { forgetLastBackup, lastBackupsIn } from "../../src/host/last-backup.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const one = { path: "/b/one.backup.tar", createdAt: "2026-11-29T11:00:00.000Z" };

test("the last backup is kept for its owner until it is forgotten", async () => {
  const folder = join(await temporaryFolder(), "default");
  const backups = lastBackupsIn(folder);
  expect(backups.read()).toBeUndefined();
  backups.keep({ ...one, path: "/b/earlier.backup.tar" });
  backups.keep(one);
  expect(backups.read()).toEqual(one);
  expect(statSync(join(folder, "last-backup.json")).mode & 0o777).toBe(0o600);
  forgetLastBackup(folder);
  forgetLastBackup(folder);
  expect(backups.read()).toBeUndefined();
});

test.each(["", "{", "null", "[]", '{"path":"/x"}', '{"path":"/x","createdAt":"yesterday"}'])(
  "%s is no backup",
  async (text) => {
    const folder = await temporaryFolder();
    writeFileSync(join(folder, "last-backup.json"), text);
    expect(lastBackupsIn(folder).read()).toBeUndefined();
  },
);

test("a folder that cannot be written keeps no backup from being made", async () => {
  const folder = join(await temporaryFolder(), "file");
  writeFileSync(folder, "");
  expect(() => {
    lastBackupsIn(folder).keep(one);
  }).not.toThrow();
});

test("whether a backup is still there", async () => {
  const path = join(await temporaryFolder(), "x.backup.tar");
  const backups = lastBackupsIn("/nowhere");
  expect(backups.isThere({ ...one, path })).toBe(false);
  writeFileSync(path, "");
  expect(backups.isThere({ ...one, path })).toBe(true);
});
