import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { systemFileStore } from "../../src/host/file-store.ts";
import { failureOf } from "../support/expect-failure.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

test.skipIf(process.platform === "win32")("a pipe that nobody writes into is refused, and not waited for", async () => {
  const pipe = join(await temporaryFolder(), "pipe");
  execFileSync("sh", ["-c", 'mkfifo "$0"', pipe]);
  const { facts } = await failureOf(() => systemFileStore.open(pipe));
  expect(facts).toMatchObject({ code: "FILE_UNREADABLE", message: `${pipe} cannot be read: it is no file.` });
});

test.each(["/dev/null", "/nowhere/at/all", "/"])("%s is refused", async (path) => {
  expect((await failureOf(() => systemFileStore.open(path))).facts.code).toBe("FILE_UNREADABLE");
});
