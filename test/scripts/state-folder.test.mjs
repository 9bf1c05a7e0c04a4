import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { stateFolder } from "../../scripts/lib/state-folder.mjs";

const scripts = join(import.meta.dirname, "..", "..", "scripts");

test.each(["quickstart", "verify", "setup-engine"])("%s without a home writes nothing and says why", (script) => {
  const folder = mkdtempSync(join(tmpdir(), "temporal-start-homeless-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const { status, stderr } = spawnSync(process.execPath, [join(scripts, `${script}.mjs`)], {
    cwd: folder,
    encoding: "utf8",
    env: { PATH: process.env.PATH, HOME: "" },
  });
  expect({ status, stderr }).toEqual({ status: 6, stderr: expect.stringContaining("HOME is empty") });
  expect(readdirSync(folder)).toEqual([]);
});

test("a state home that is relative is not followed", () => {
  expect(stateFolder("blue", { XDG_STATE_HOME: "here" })).toBe(stateFolder("blue", {}));
});
