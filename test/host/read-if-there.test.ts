import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readIfThere } from "../../src/host/read-if-there.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

test("a file is read, one that is missing is undefined, and what cannot be read is an error", async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, "there"), "text\n");
  expect(readIfThere(join(folder, "there"))).toBe("text\n");
  expect(readIfThere(join(folder, "missing"))).toBeUndefined();
  expect(() => readIfThere(folder)).toThrow(/EISDIR/);
});
