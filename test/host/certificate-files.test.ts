import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { certificateFiles } from "../../src/host/certificate-files.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "temporal-start-files-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test("nothing leads out of the folder", () => {
  const files = certificateFiles(join(folder, "certificates"));
  writeFileSync(join(folder, "kept"), "");
  for (const path of ["..", "../kept", "tokens/../../kept", "", "."]) {
    expect(() => {
      files.remove(path);
    }, path).toThrow("leads out of");
    expect(() => files.read(path), path).toThrow("leads out of");
    expect(() => {
      files.write(path, "", "owner");
    }, path).toThrow("leads out of");
  }
});

test("what is removed is gone with all that was in it", () => {
  const files = certificateFiles(join(folder, "certificates"));
  files.write("tokens/a/key.json", "{}", "owner");
  files.write("tokens/b/key.json", "{}", "owner");
  files.remove("tokens/a");
  files.remove("tokens/none");
  expect(files.names("tokens")).toEqual(["b"]);
});
