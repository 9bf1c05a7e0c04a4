import { mkdir, readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { replaceFile } from "../../src/host/replace-file.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

test("a file is replaced for its owner alone, with the folders above it", async () => {
  const path = join(await temporaryFolder(), "a", "file");
  replaceFile(path, "old");
  replaceFile(path, "new");
  expect(await readFile(path, "utf8")).toBe("new");
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test("what cannot be replaced is an error that says why, and nothing is left behind", async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, "taken", "inside"), { recursive: true });
  expect(() => {
    replaceFile(join(folder, "taken"), "text");
  }).toThrow(/rename/);
  expect(await readdir(folder)).toEqual(["taken"]);
});
