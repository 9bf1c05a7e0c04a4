import { stat, writeFile } from "node:fs/promises";
import { join, parse } from "node:path";
import { expect, test } from "vitest";
import { makeFolder } from "../../src/runtime/make-folder.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

test("a folder is made with those above it, and once", async () => {
  const path = join(await temporaryFolder(), "a", "b", "c");
  expect(await makeFolder(path, 0o700)).toBe(true);
  expect((await stat(path)).mode & 0o777).toBe(0o700);
  expect(await makeFolder(path, 0o700)).toBe(false);
});

test("the root is there on every system, whatever it answers to a wish to make it", async () => {
  expect(await makeFolder(parse(process.cwd()).root)).toBe(false);
});

test("many who make it at once all have it", async () => {
  const path = join(await temporaryFolder(), "a", "b");
  await Promise.all(Array.from({ length: 20 }, () => makeFolder(path)));
  expect((await stat(path)).isDirectory()).toBe(true);
});

test("a file in its place is an error", async () => {
  const path = join(await temporaryFolder(), "file");
  await writeFile(path, "");
  await expect(makeFolder(path)).rejects.toThrow("EEXIST");
  await expect(makeFolder(join(path, "below"))).rejects.toThrow("ENOTDIR");
});

/** Only Linux has a file system that answers as if what is above were missing. */
test.runIf(process.platform === "linux")("a file system that makes no folders is an error, and no hang", async () => {
  await expect(makeFolder("/proc/nope/.local/state")).rejects.toThrow("ENOENT");
});
