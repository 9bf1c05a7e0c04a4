import { chmod, constants, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isAccessible } from "../../src/host/is-accessible.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

test("a file is accessible as it is asked for; what is not there, or below a file, is not", async () => {
  const file = join(await temporaryFolder(), "tool");
  expect(await isAccessible(file)).toBe(false);
  await writeFile(file, "");
  expect(await isAccessible(file)).toBe(true);
  expect(await isAccessible(file, constants.X_OK)).toBe(false);
  await chmod(file, 0o755);
  expect(await isAccessible(file, constants.X_OK)).toBe(true);
  expect(await isAccessible(join(file, "below"))).toBe(false);
});
