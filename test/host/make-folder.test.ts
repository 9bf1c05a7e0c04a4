import { stat, symlink, writeFile } from "node:fs/promises";
import { join, parse } from "node:path";
import { expect, test } from "vitest";
import { makeFolder } from "../../src/host/make-folder.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

test("a folder is made with those above it, and once", async () => {
  const path = join(await temporaryFolder(), "a", "b", "c");
  expect(makeFolder(path, 0o700)).toBe(true);
  expect((await stat(path)).mode & 0o777).toBe(0o700);
  expect(makeFolder(path, 0o700)).toBe(false);
});

test("the root is there on every system, whatever it answers to a wish to make it", async () => {
  expect(makeFolder(parse(process.cwd()).root)).toBe(false);
});

test("a folder that comes to be there meanwhile is well", async () => {
  const path = `${join(await temporaryFolder(), "a", "b")}/.`;
  expect(makeFolder(path)).toBe(true);
  expect((await stat(path)).isDirectory()).toBe(true);
});

test("a file in its place is an error", async () => {
  const path = join(await temporaryFolder(), "file");
  await writeFile(path, "");
  expect(() => makeFolder(path)).toThrow("EEXIST");
  expect(() => makeFolder(join(path, "below"))).toThrow("ENOTDIR");
});

test("a link that leads nowhere is told in the words of the attempt", async () => {
  const path = join(await temporaryFolder(), "link");
  await symlink(path, path);
  expect(() => makeFolder(path)).toThrow(/EEXIST.*mkdir/);
});

/** Only Linux has a file system that answers as if what is above were missing. */
test.runIf(process.platform === "linux")("a file system that makes no folders is an error, and no hang", async () => {
  expect(() => makeFolder("/proc/nope/.local/state")).toThrow("ENOENT");
});
