import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createFileProbe } from "../../src/host/file-probe.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

test("a file is there or missing, whichever folder its path starts in", async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, "compose"));
  await writeFile(join(folder, "a.yaml"), "");
  const probe = createFileProbe(join(folder, "compose"));
  expect(await probe("../a.yaml")).toBe("there");
  expect(await probe(join(folder, "a.yaml"))).toBe("there");
  expect(await probe("../b.yaml")).toBe("missing");
  expect(await probe("../a.yaml/b.yaml")).toBe("missing");
});
