import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { symlink, writeFile } from "node:fs/promises";
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

test.each(["/dev/zero", "/dev/null", "/dev/tty"])("the device %s is refused, also behind a link", async (device) => {
  const link = join(await temporaryFolder(), "link");
  await symlink(device, link);
  for (const path of [device, link]) expect(() => readIfThere(path)).toThrow("it is a device, and no file");
});

test("a file is read up to a limit", async () => {
  const path = join(await temporaryFolder(), "large");
  await writeFile(path, "a".repeat(4 * 1_048_576));
  expect(readIfThere(path)).toHaveLength(4 * 1_048_576);
  await writeFile(path, "a".repeat(4 * 1_048_576 + 1));
  expect(() => readIfThere(path)).toThrow("it is larger than 4 MB");
});

test("a pipe, as a shell makes one of <(…), is read to its end", async () => {
  const pipe = join(await temporaryFolder(), "pipe");
  execFileSync("sh", ["-c", 'mkfifo "$0"', pipe]);
  const writer = spawn("sh", ["-c", `{ printf 'A=1\\n'; sleep 0.1; printf 'B=2\\n'; } > "$0"`, pipe]);
  expect(readIfThere(pipe)).toBe("A=1\nB=2\n");
  await once(writer, "close");
});
