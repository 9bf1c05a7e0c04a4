import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { removeIfThere } from "../../src/host/remove-if-there.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

test("a file is removed, one that is missing is well, and what is no file is an error", async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, "Jos\u00e9"), "");
  await mkdir(join(folder, "folder"));
  removeIfThere(join(folder, "Jos\u00e9"));
  removeIfThere(join(folder, "Jos\u00e9"));
  expect(await readdir(folder)).toEqual(["folder"]);
  expect(() => {
    removeIfThere(join(folder, "folder"));
  }).toThrow(/unlink/);
});
