import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openStepLog } from "../../../src/images/build/step-commands.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "step-log-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("the log holds one build", async () => {
  const file = join(folder, "logs", "build.log");
  for (const line of ["first build", "second build"]) {
    const log = openStepLog(file);
    log.write(line);
    await log.close();
  }
  expect(await readFile(file, "utf8")).toBe("second build\n");
});

test.skipIf(!existsSync("/dev/full"))(
  "a full disk ends no build, and the log says why it is not complete",
  async () => {
    const log = openStepLog("/dev/full");
    log.write("lost");
    await log.close();
    log.write("lost, too");
    expect(log.loss).toContain("ENOSPC");
  },
);
